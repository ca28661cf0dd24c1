import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { kuhn, tinyQwen } from "sepo";
import { compile, type CompileOptions } from "../../dsl/compile.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";
import { planSchema, runFolder, type RunSettings } from "../../dsl/plan.ts";
import { DOMAIN_NAMES } from "../../dsl/schema/domain.ts";
import { quoteList } from "../../lib/text/nearest.ts";

const experiment = { name: "tiny", description: "A tiny one", model: tinyQwen(), domain: kuhn() };

function compiled(changes: object = {}, options: Omit<CompileOptions, "source"> = {}) {
  return compile({ ...experiment, ...changes }, { source: "experiments/tiny.ts", ...options });
}

/** Settings of a run on one domain, as their type has them. */
function compiledSingle(settings: RunSettings) {
  assert("domain" in settings);
  return settings;
}

function assertRefuses(reason: string, changes: object, options: Omit<CompileOptions, "source"> = {}): void {
  const { message } = assertThrows(() => compiled(changes, options), ExperimentError);
  assertEquals(message, `Cannot use experiment "experiments/tiny.ts": ${reason}`);
}

Deno.test("compile() resolves every default to the paper's", () => {
  const { base } = compiled();
  // The paper's hyperparameters and its Kuhn poker; dropout is SFT's alone by design.
  assertEquals(base.penalties, { exploitability: 1.5 });
  assertEquals(base.sft.lora, { rank: 32, alpha: 64, targets: "paper", dropout: 0.05 });
  const { epochs, batchSize, accumulation, learningRate, schedule, warmupRatio, maxLength } = base.sft;
  assertEquals([epochs, batchSize, accumulation, learningRate, warmupRatio, maxLength], [3, 2, 4, 2e-5, 0.05, 512]);
  assertEquals(schedule, "cosine");
  assertEquals([base.sft.examples, base.sft.validationExamples], [6400, 1600]);
  const { sepo } = base;
  assertEquals(sepo.lora, { rank: 16, alpha: 32, targets: "paper" });
  assertEquals([sepo.iterations, sepo.episodesPerOpponent, sepo.checkpointEvery], [100, 4, 25]);
  assertEquals([sepo.learningRate, sepo.beta, sepo.epsilon, sepo.maxGradNorm], [3e-6, 0.2, 0.2, 1]);
  assertEquals([sepo.temperature, sepo.maxNewTokens], [0.8, 512]);
  assertEquals([sepo.credit, sepo.return, sepo.normalize], ["per-pool", "round", "round"]);
  assertEquals([sepo.advantageStd, sepo.shareGroupRandomness], [true, true]);
  const { pools, ...domain } = compiledSingle(base).domain;
  assertEquals(domain, { name: "kuhn", hands: 6 });
  assertEquals(Object.keys(Object(pools)), ["train", "exploit", "shifted", "heldOut"]);
  assertEquals(base.evaluation, { samples: 256, temperature: 0.8 });
});

Deno.test("compile() makes a plan that its own schema takes and JSON carries", () => {
  const plan = compiled({ ablations: { credit: ["per-pool", "reward-only"] }, seeds: [1, 2] });
  assertEquals(planSchema.parse(JSON.parse(JSON.stringify(plan))), plan);
});

Deno.test("compile() makes arms × seeds, arm by arm", () => {
  const { runs } = compiled({ ablations: { credit: ["per-pool", "reward-only"] }, seeds: [7, 8] });
  assertEquals(runs.map(({ arm, seed, settings }) => [arm, seed, settings.sepo.credit]), [
    ["credit=per-pool", 7, "per-pool"],
    ["credit=per-pool", 8, "per-pool"],
    ["credit=reward-only", 7, "reward-only"],
    ["credit=reward-only", 8, "reward-only"],
  ]);
});

Deno.test("compile() reports J with other λ where they are said", () => {
  const { base } = compiled({ evaluation: { penalties: { exploitability: 1 } } });
  assertEquals(base.evaluation, { samples: 256, temperature: 0.8, penalties: { exploitability: 1 } });
  const set = [{ path: "evaluation.penalties.exploitability", value: 2 }];
  assertEquals(compiled({}, { set }).base.evaluation.penalties, { exploitability: 2 });
  assertRefuses(`"evaluation.penalties.collusion" is unknown (allowed are "exploitability")`, {
    evaluation: { penalties: { collusion: 1 } },
  });
});

Deno.test("compile() lets --set override the file, which overrides the defaults", () => {
  const file = { sepo: { beta: 0.5, lora: { rank: 4, alpha: 8 } } };
  assertEquals(compiled(file).base.sepo.beta, 0.5);
  const set = [{ path: "beta", value: 0.7 }, { path: "sepo.lora", value: { rank: 2 } }];
  const { sepo } = compiled(file, { set }).base;
  assertEquals([sepo.beta, sepo.lora.rank, sepo.lora.alpha], [0.7, 2, 8]);
  const last = [{ path: "beta", value: 1 }, { path: "sepo.beta", value: 2 }];
  assertEquals(compiled(file, { set: last }).base.sepo.beta, 2);
});

Deno.test("compile() hashes the base settings and neither seeds, arms, name nor description", () => {
  const { hash } = compiled();
  const same = [
    { seeds: [1, 2, 3] },
    { ablations: { credit: ["per-pool", "reward-only"] } },
    { description: "Another" },
    { name: "other" },
    { sepo: { beta: 0.2 } }, // the default, said
    { domain: { hands: 6, name: "kuhn" } },
  ];
  for (const changes of same) assertEquals(compiled(changes).hash, hash, JSON.stringify(changes));
  const different = [{ sepo: { beta: 0.3 } }, { model: tinyQwen({ hidden: 64 }) }, {
    penalties: { exploitability: 1 },
  }];
  for (const changes of different) assertNotEquals(compiled(changes).hash, hash, JSON.stringify(changes));
  assertEquals(runFolder(compiled(), { arm: "main", seed: 42 }), `tiny/${hash.slice(0, 12)}/main/42`);
});

Deno.test("compile() gives one (hash, arm, seed) one set of settings, whatever else is run beside it", () => {
  const narrow = compiled({ ablations: { beta: [0.1, 0.2] }, seeds: [1] });
  const wide = compiled({ ablations: { beta: [0.3, 0.2] }, seeds: [2, 1] });
  const find = ({ runs }: typeof narrow) => runs.find(({ arm, seed }) => arm === "beta=0.2" && seed === 1);
  assertEquals(narrow.hash, wide.hash);
  assertEquals(find(narrow), find(wide));
  assert(find(narrow) !== undefined);
});

Deno.test("compile() selects arms and seeds, and takes seeds that the file lacks", () => {
  const ablations = { credit: ["per-pool", "reward-only"] };
  const { runs } = compiled({ ablations }, { arms: ["credit=reward-only"], seeds: [5, 6, 5] });
  assertEquals(runs.map(({ arm, seed }) => [arm, seed]), [["credit=reward-only", 5], ["credit=reward-only", 6]]);
  assertRefuses(`there is no arm "credit=rewardonly": did you mean "credit=reward-only"?`, { ablations }, {
    arms: ["credit=rewardonly"],
  });
  assertRefuses(`there is no arm "x": allowed are "main"`, {}, { arms: ["x"] });
});

Deno.test("compile() refuses at load what the types refuse in the editor", () => {
  assertRefuses(`"penalties.externality" is unknown (allowed are "exploitability")`, { penalties: { externality: 1 } });
  assertRefuses(`"sepo.lora.rnk" is unknown, did you mean "rank"? (allowed are "rank", "alpha" or "targets")`, {
    sepo: { lora: { rnk: 1 } },
  });
  assertRefuses(`"domain.hand" is unknown, did you mean "hands"? (allowed are "hands", "pools" or "name")`, {
    domain: { name: "kuhn", hand: 1 },
  });
  const { message } = assertThrows(
    () => compiled({ domain: { name: "kuhn", pools: { train: ["nash-aprox"] } } }),
    ExperimentError,
  );
  assert(
    message.startsWith(
      `Cannot use experiment "experiments/tiny.ts": "domain.pools.train.0" is "nash-aprox" but must be nash-approx,`,
    ),
  );
  assert(message.endsWith(`(did you mean "nash-approx"?)`));
});

Deno.test("compile() refuses values that can't be", () => {
  assertRefuses(`"seeds" is [1,1] but must name each seed once`, { seeds: [1, 1] });
  assertRefuses(`"seeds.0" is -1 but must be >= 0`, { seeds: [-1] });
  assertRefuses(`"sepo.epsilon" is 1 but must be < 1`, { sepo: { epsilon: 1 } });
  assertRefuses(`"sft.maxLength" is 1 but must be >= 2`, { sft: { maxLength: 1 } });
  assertRefuses(`"sepo.iterations" is 4294967296 but must be <= 4294967295`, { sepo: { iterations: 2 ** 32 } });
  assertRefuses(`"sepo.maxNewTokens" is 40000 but must be <= 32768`, { sepo: { maxNewTokens: 40_000 } });
  assertRefuses(`"model.kvHeads" is 3 but must divide heads, which is 4`, { model: tinyQwen({ kvHeads: 3 }) });
  assertRefuses(`"name" is "Tiny One" but must be lower-case words joined by hyphens, as kuhn-tiny`, {
    name: "Tiny One",
  });
  assertRefuses(`"description" is missing and must be a string`, { description: undefined });
  assertRefuses(
    '"model" is missing or unknown: use qwen35_4b(), gemma4_e4b(), huggingFace("org/name"), modelFolder("/path"), ' +
      "tinyQwen(), tinyGemma() or tabular()",
    { model: undefined },
  );
  assertRefuses(`"domain" must be a domain, such as kuhn(); domains are ${quoteList(DOMAIN_NAMES)}`, {
    domain: undefined,
  });
  assertRefuses(`there is no domain "khun", as "domain" has it: did you mean "kuhn"?`, { domain: { name: "khun" } });
  assertRefuses(`there is no domain "toString", as "domain" has it: allowed are ${quoteList(DOMAIN_NAMES)}`, {
    domain: { name: "toString" },
  });
  assertThrows(() => compile(42, { source: "x.ts" }), ExperimentError, "its default export is not an experiment");
});

Deno.test("compile() refuses in one sentence, with the path, what is no plain data", () => {
  const plain = "but an experiment is plain data: text, finite numbers, lists and the like";
  const loop: Record<string, unknown> = {};
  loop["again"] = loop;
  const cases: [value: unknown, path: string, what: string][] = [
    [10n, "beta", "10n"],
    [() => 1, "beta", "a function"],
    [new Date(0), "beta", "an object of class Date"],
    [NaN, "beta", "NaN"],
    [loop, "beta.again", "an object that it is part of"],
  ];
  for (const [value, path, what] of cases) {
    assertRefuses(`"sepo.${path}" is ${what}, ${plain}`, { sepo: { beta: value } });
    assertRefuses(`"ablations.beta.0${path.slice(4)}" is ${what}, ${plain}`, { ablations: { beta: [value] } });
  }
});

Deno.test("compile() refuses an adapter that no layer would carry", () => {
  const model = tinyQwen({ layers: 3 });
  const lora = { targets: "allLinear" };
  assertRefuses(
    `"sepo.lora.targets" is "paper" but must be "allLinear": of 3 layers, the 4th would be the first with full ` +
      `attention, which "paper" adapts`,
    { model },
  );
  const { message } = assertThrows(() => compiled({ model, sepo: { lora } }), ExperimentError);
  assert(message.includes(`"sft.lora.targets" is "paper"`), message);
  for (const sft of [{ weights: "all" }, { lora }]) {
    const { base } = compiled({ model, sepo: { lora }, sft });
    assert(base.model.name === "tiny-qwen" && base.model.layers === 3);
  }
});

Deno.test("compile() refuses ablations and --set of what is no setting", () => {
  assertRefuses(`ablation "crdit" is no setting: did you mean "credit"?`, { ablations: { crdit: ["per-pool"] } });
  assertRefuses(`--set "sepo.bta" is no setting: did you mean "sepo.beta"?`, {}, {
    set: [{ path: "sepo.bta", value: 1 }],
  });
  assertRefuses(`"ablations.credit" is [] but must have at least 1 entries`, { ablations: { credit: [] } });
  assertRefuses(
    `arm "credit=rewardonly": "sepo.credit" is "rewardonly" but must be "per-pool", "auxiliary", "shared" or "reward-only" ` +
      `(did you mean "reward-only"?)`,
    { ablations: { credit: ["rewardonly"] } },
  );
  assertRefuses(`"sepo.beta" is "x" but must be a finite number`, {}, { set: [{ path: "beta", value: "x" }] });
});

Deno.test("compile() refuses ablations that say the same twice, or that --set contradicts", () => {
  assertRefuses(`the ablations vary "sepo.credit" twice: keep one list`, {
    ablations: { credit: ["per-pool"], "sepo.credit": ["reward-only"] },
  });
  assertRefuses(`the ablations make arm "credit=per-pool" twice: list each value once`, {
    ablations: { credit: ["per-pool", "per-pool"] },
  });
  assertRefuses(`cannot set "credit", since the ablations vary it: choose an arm with --arm`, {
    ablations: { credit: ["per-pool"] },
  }, { set: [{ path: "credit", value: "reward-only" }] });
});
