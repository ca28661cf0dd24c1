import { assertAlmostEquals, assertEquals } from "@std/assert";
import { auction, ipd, kuhn, negotiation, negotiationGt, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { runDomains } from "../../lib/run/run_domains.ts";

/** The domains of an experiment's only run. */
function domainsIn(changes: object) {
  const experiment = { name: "some", description: "Some games", model: tinyQwen(), ...changes };
  return runDomains(compile(experiment, { source: "some.ts" }).runs[0]!.settings);
}

Deno.test("runDomains() builds every game with its options, the paper's scale and the paper's λ", () => {
  const built = domainsIn({
    domains: [negotiationGt(), kuhn({ hands: 4 }), ipd({ rounds: 3 }), auction(), negotiation()],
  });
  // By name, whatever the order in which they are written: a run doesn't depend on that.
  assertEquals(built.map(({ name }) => name), ["auction", "ipd", "kuhn", "negotiation", "negotiation-gt"]);
  assertEquals(built.map(({ domain }) => domain.name), built.map(({ name }) => name));
  assertEquals(built.map(({ domain }) => domain.rounds), [6, 3, 4, 4, 4]);
  // s = 3 / maxPayoff.
  for (const [at, maxPayoff] of [3, 3, 2, 10, 10].entries()) {
    assertAlmostEquals(built[at]!.domain.payoffScale, 3 / maxPayoff, 1e-12);
    assertEquals(built[at]!.credit.payoffScale, built[at]!.domain.payoffScale);
  }
  const penalties = built.map(({ credit: { penalties } }) => penalties);
  assertEquals(penalties, [
    { exploitability: 1.2, collusion: 1, externality: 1.8 },
    { exploitability: 2.4, collusion: 1, externality: 1.8 },
    { exploitability: 1.5 },
    { exploitability: 3, collusion: 2, externality: 1.8 },
    { exploitability: 3, collusion: 2, externality: 1.8 },
  ]);
  // Evaluation takes λc = 1 in negotiation, and what training takes elsewhere.
  assertEquals(
    built.map(({ evaluationPenalties }) => evaluationPenalties),
    penalties.map((each, at) => at < 3 ? each : { ...each, collusion: 1 }),
  );
});

Deno.test("runDomains() gives a domain its own λ, in training and in evaluation, and all of them the run's credit", () => {
  const built = domainsIn({
    domains: [ipd(), negotiation()],
    penalties: { ipd: { collusion: 0.5 } },
    evaluation: { penalties: { ipd: { externality: 3 } } },
    sepo: { credit: "reward-only", return: "toGo", normalize: "episode", advantageStd: false },
  });
  const [prisoners, negotiators] = built;
  assertEquals(prisoners!.credit.penalties, { exploitability: 2.4, collusion: 0.5, externality: 1.8 });
  assertEquals(prisoners!.evaluationPenalties, { exploitability: 2.4, collusion: 0.5, externality: 3 });
  assertEquals(negotiators!.credit.penalties, { exploitability: 3, collusion: 2, externality: 1.8 });
  for (const { credit: { credit, return: kind, normalize, advantageStd } } of built) {
    assertEquals([credit, kind, normalize, advantageStd], ["reward-only", "toGo", "episode", false]);
  }
});

Deno.test("runDomains() builds the one domain of a run", () => {
  const [only, ...others] = domainsIn({ domain: kuhn({ hands: 2, pools: { exploit: ["best-response"] } }) });
  assertEquals([only!.name, only!.domain.rounds, others], ["kuhn", 2, []]);
  assertEquals(only!.domain.pools.exploit, ["best-response"]);
});

Deno.test("runDomains() trains on the best response alone where the exploit term is exact, and measures as ever", () => {
  const [exact] = domainsIn({ domain: ipd(), sepo: { exploitTerm: "exact" } });
  assertEquals(exact!.trained.pools, { ...exact!.domain.pools, exploit: ["best-response"] });
  assertEquals(exact!.domain.pools.exploit, ["always-defect", "alternate-defect"]);
  const [pool] = domainsIn({ domain: ipd() });
  assertEquals(pool!.trained.pools, pool!.domain.pools);
});
