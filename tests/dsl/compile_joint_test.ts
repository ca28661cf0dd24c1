import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { auction, ipd, kuhn, negotiation, negotiationGt, tinyQwen } from "sepo";
import { compile, type CompileOptions } from "../../dsl/compile.ts";
import { domainsOf } from "../../dsl/domains_of.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";
import { planSchema } from "../../dsl/plan.ts";

const multi = {
  name: "multi",
  description: "Three games",
  model: tinyQwen(),
  domains: [ipd(), auction(), negotiation()],
};

function compiled(changes: object = {}, options: Omit<CompileOptions, "source"> = {}) {
  return compile({ ...multi, ...changes }, { source: "multi.ts", ...options });
}

function assertRefuses(reason: string, changes: object, options: Omit<CompileOptions, "source"> = {}): void {
  const { message } = assertThrows(() => compiled(changes, options), ExperimentError);
  assertEquals(message, `Cannot use experiment "multi.ts": ${reason}`);
}

Deno.test("compile() resolves the defaults of domains that are trained jointly to the paper's", () => {
  const { base } = compiled();
  assert("domains" in base);
  assertEquals(base.penalties, {
    ipd: { exploitability: 2.4, collusion: 1, externality: 1.8 },
    auction: { exploitability: 1.2, collusion: 1, externality: 1.8 },
    negotiation: { exploitability: 3, collusion: 2, externality: 1.8 },
  });
  // Negotiation is trained with λc = 2 and reported with 1.
  assertEquals(base.evaluation, { samples: 16, temperature: 0.8, penalties: { negotiation: { collusion: 1 } } });
  assertEquals([base.sft.examples, base.sft.validationExamples], [25_590, 6398]);
  assertEquals([base.sepo.learningRate, base.sepo.beta], [1e-5, 0.1]);
  const rounds = Object.entries(base.domains).map(([name, domain]) => [name, domain.name, domain["rounds"]]);
  assertEquals(rounds, [["ipd", "ipd", 8], ["auction", "auction", 6], ["negotiation", "negotiation", 4]]);
});

Deno.test("compile() has general defaults for domains without a data set of their own", () => {
  const { sft, sepo, evaluation } = compiled({ domains: [kuhn(), ipd()] }).base;
  assertEquals([sft.examples, sft.validationExamples], [6400, 1600]);
  assertEquals([sepo.learningRate, sepo.beta, evaluation], [1e-5, 0.1, { samples: 16, temperature: 0.8 }]);
});

Deno.test("compile() has each single domain's defaults", () => {
  const single = (domain: object) => compiled({ domains: undefined, domain }).base;
  const { sft, evaluation, penalties } = single(negotiationGt());
  assertEquals([sft.examples, sft.validationExamples], [3200, 800]);
  assertEquals(penalties, { exploitability: 3, collusion: 2, externality: 1.8 });
  assertEquals(evaluation, { samples: 16, temperature: 0.8, penalties: { collusion: 1 } });
  assertEquals(single(ipd()).evaluation, { samples: 16, temperature: 0.8 });
});

Deno.test("compile() makes a plan of several domains that its own schema takes and JSON carries", () => {
  const plan = compiled({ ablations: { "domains.ipd.rounds": [4, 8] }, seeds: [1, 2] });
  assertEquals(planSchema.parse(JSON.parse(JSON.stringify(plan))), plan);
  assertEquals(plan.runs.map(({ arm, seed }) => [arm, seed]), [
    ["domains.ipd.rounds=4", 1],
    ["domains.ipd.rounds=4", 2],
    ["domains.ipd.rounds=8", 1],
    ["domains.ipd.rounds=8", 2],
  ]);
  const { settings } = plan.runs[0]!;
  assert("domains" in settings);
  assertEquals(settings.domains.ipd?.["rounds"], 4);
});

Deno.test("compile() takes the order of domains to say nothing", () => {
  const { hash, base } = compiled();
  const other = compiled({ domains: [negotiation(), ipd(), auction()] });
  assertEquals(other.hash, hash);
  assertEquals(domainsOf(other.base), domainsOf(base));
  assertNotEquals(compiled({ domains: [ipd(), auction()] }).hash, hash);
  assertNotEquals(compiled({ domains: [ipd({ rounds: 4 }), auction(), negotiation()] }).hash, hash);
});

Deno.test("compile() sets options and λ of domains under their names", () => {
  const set = [
    { path: "domains.auction.ties", value: "coin" },
    { path: "penalties.ipd.exploitability", value: 0 },
    { path: "evaluation.penalties.auction.collusion", value: 3 },
  ];
  const [auctions, ipds] = domainsOf(compiled({}, { set }).base);
  assertEquals(auctions?.domain["ties"], "coin");
  assertEquals(ipds?.penalties, { exploitability: 0, collusion: 1, externality: 1.8 });
  assertEquals([auctions?.penalties.collusion, auctions?.evaluationPenalties.collusion], [1, 3]);
});

Deno.test("domainsOf() is every domain by name, each with its λ", () => {
  const domains = domainsOf(compiled({ penalties: { negotiation: { exploitability: 5 } } }).base);
  assertEquals(domains.map(({ domain }) => domain.name), ["auction", "ipd", "negotiation"]);
  const [, ipds, pies] = domains;
  assertEquals(ipds?.evaluationPenalties, ipds?.penalties);
  assertEquals(pies?.penalties, { exploitability: 5, collusion: 2, externality: 1.8 });
  assertEquals(pies?.evaluationPenalties, { exploitability: 5, collusion: 1, externality: 1.8 });
});

Deno.test("compile() refuses domains that can't be trained jointly", () => {
  assertRefuses(`it has both "domain" and "domains": keep one`, { domain: ipd() });
  const few = `"domains" must list two domains or more: a single one goes into "domain"`;
  for (const domains of [[], [ipd()], { ipd: ipd() }, null]) assertRefuses(few, { domains });
  assertRefuses(`"domains" lists "ipd" twice: name each domain once`, { domains: [ipd(), kuhn(), ipd({ rounds: 2 })] });
  assertRefuses(`there is no domain "idp", as "domains.1" has it: did you mean "ipd"?`, {
    domains: [kuhn(), { name: "idp" }],
  });
});

Deno.test("compile() refuses of several domains at load what the types refuse in the editor", () => {
  const domains = [ipd(), kuhn()];
  assertRefuses(`"penalties.kuhn.collusion" is unknown (allowed are "exploitability")`, {
    domains,
    penalties: { kuhn: { collusion: 1 } },
  });
  assertRefuses(`"penalties.exploitability" is unknown (allowed are "ipd" or "kuhn")`, {
    domains,
    penalties: { exploitability: 1 },
  });
  assertRefuses(
    `"domains.ipd.round" is unknown, did you mean "rounds"? (allowed are "rounds", "pools" or "name")`,
    { domains: [{ name: "ipd", round: 2 }, kuhn()] },
  );
  const { message } = assertThrows(
    () => compiled({ domains: [ipd(), { name: "kuhn", pools: { train: ["nash-aprox"] } }] }),
    ExperimentError,
  );
  assert(message.includes(`"domains.kuhn.pools.train.0" is "nash-aprox" but must be `), message);
  assert(message.endsWith(`(did you mean "nash-approx"?)`), message);
  // "grim" would be near, but is the other domain's.
  const other = assertThrows(
    () => compiled({ domains: [ipd(), { name: "kuhn", pools: { train: ["gim"] } }] }),
    ExperimentError,
  );
  assert(!other.message.includes("did you mean"), other.message);
  assertRefuses(`ablation "domains.ipd.round" is no setting: did you mean "domains.ipd.rounds"?`, {
    ablations: { "domains.ipd.round": [1] },
  });
});
