// What an experiment says of credit: settings that imply others, that can't go together, and grids of ablations.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { ipd, kuhn, past, tabular, tinyQwen } from "sepo";
import { compile, type CompileOptions } from "../../dsl/compile.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";

const experiment = { name: "credit", description: "Credit settings", model: tabular(), domain: kuhn() };

function compiled(changes: object = {}, options: Omit<CompileOptions, "source"> = {}) {
  return compile({ ...experiment, ...changes }, { source: "experiments/credit.ts", ...options });
}

function assertRefuses(reason: string, changes: object, options: Omit<CompileOptions, "source"> = {}): void {
  const { message } = assertThrows(() => compiled(changes, options), ExperimentError);
  assertEquals(message, `Cannot use experiment "experiments/credit.ts": ${reason}`);
}

/** What is credited, in the order in which it is documented. */
function credit({ sepo }: ReturnType<typeof compiled>["base"]) {
  return [sepo.return, sepo.normalize, sepo.groupWeighting, sepo.advantageStd, sepo.clip];
}

const PAPER = ["round", "round", "uniform", true, "episode"];
const EXACT = ["toGo", "round", "exact", false, "pool"];

Deno.test("compile() credits as the paper does where nothing is said", () => {
  const { base, base: { sepo } } = compiled();
  assertEquals(credit(base), PAPER);
  assertEquals([sepo.credit, sepo.exploitTerm, sepo.lossType, sepo.kl], ["per-pool", "pool", "decision", "one-sided"]);
});

Deno.test("compile() takes groupWeighting exact to say return, division and clip too, of an estimate without bias", () => {
  assertEquals(credit(compiled({ sepo: { groupWeighting: "exact" } }).base), EXACT);
  assertEquals(credit(compiled({ sepo: { groupWeighting: "exact", return: "episode" } }).base), [
    "episode",
    ...EXACT.slice(1),
  ]);
  // Said as well, it is the same.
  const said = { groupWeighting: "exact", return: "toGo", normalize: "round", advantageStd: false, clip: "pool" };
  assertEquals(compiled({ sepo: said }).hash, compiled({ sepo: { groupWeighting: "exact" } }).hash);
});

Deno.test("compile() takes --set groupWeighting=exact, and an arm of it, to imply the same", () => {
  const set = [{ path: "groupWeighting", value: "exact" }];
  assertEquals(credit(compiled({}, { set }).base), EXACT);
  const { base, runs } = compiled({ ablations: { groupWeighting: ["uniform", "exact"] } });
  assertEquals(credit(base), PAPER);
  assertEquals(runs.map(({ arm, settings }) => [arm, ...credit(settings)]), [
    ["groupWeighting=uniform", ...PAPER],
    ["groupWeighting=exact", ...EXACT],
  ]);
});

Deno.test("compile() refuses with exact what an estimate without bias can't have, naming what it must be", () => {
  const because = `"sepo.groupWeighting" is "exact", which estimates the gradient of J without bias`;
  const cases: [change: object, reason: string][] = [
    [{ return: "round" }, `"sepo.return" is "round" but must be "toGo" or "episode"`],
    [{ normalize: "episode" }, `"sepo.normalize" is "episode" but must be "round"`],
    [{ normalize: "batch" }, `"sepo.normalize" is "batch" but must be "round"`],
    [{ advantageStd: true }, `"sepo.advantageStd" is true but must be false`],
    [{ clip: "episode" }, `"sepo.clip" is "episode" but must be "pool"`],
    [{ lossType: "grpo" }, `"sepo.lossType" is "grpo" but must be "decision"`],
  ];
  for (const [change, reason] of cases) {
    assertRefuses(`${reason}: ${because}`, { sepo: { groupWeighting: "exact", ...change } });
  }
  // In an arm, which is named; the base is as it was.
  assertRefuses(
    `arm "groupWeighting=exact,return=round": "sepo.return" is "round" but must be "toGo" or "episode": ${because}`,
    {
      ablations: { groupWeighting: ["exact"], return: ["toGo", "round"] },
    },
  );
});

Deno.test("compile() refuses weights by λ of advantages that have λ in them already", () => {
  assertRefuses(
    `"sepo.groupWeighting" is "lambda" but "sepo.advantageStd" is false: λ acts already where advantages keep their ` +
      `scale, so leave the weighting "uniform"`,
    { sepo: { groupWeighting: "lambda", advantageStd: false } },
  );
  assertEquals(compiled({ sepo: { groupWeighting: "lambda" } }).base.sepo.groupWeighting, "lambda");
});

Deno.test("compile() refuses an earlier policy that there will never be", () => {
  const domain = kuhn({ pools: { exploit: [past(20)] } });
  assertRefuses(`"past(20)" plays in a pool of kuhn, but "sepo.iterations" is 19`, {
    domain,
    sepo: { iterations: 19 },
  });
  assertEquals(compiled({ domain, sepo: { iterations: 20 } }).base.sepo.iterations, 20);
});

Deno.test("compile() refuses a clip range that the loss has no use for", () => {
  const model = tinyQwen();
  assertRefuses(`"sepo.epsilon": lossType "cispo" has no lower bound: leave epsilon out`, {
    model,
    sepo: { lossType: "cispo", epsilon: 0.3, epsilonHigh: 5 },
  });
  assertEquals(compiled({ model, sepo: { lossType: "cispo", epsilonHigh: 5 } }).base.sepo.lossType, "cispo");
});

Deno.test("compile() makes the arms of several grids one after the other; {} is the arm that varies nothing", () => {
  const { base, runs } = compiled({
    ablations: [{}, { credit: ["shared", "auxiliary"], return: ["toGo"] }, { clip: ["pool"] }],
    seeds: [1, 2],
  });
  assertEquals(runs.map(({ arm, seed }) => `${arm} ${seed}`), [
    "main 1",
    "main 2",
    "credit=shared,return=toGo 1",
    "credit=shared,return=toGo 2",
    "credit=auxiliary,return=toGo 1",
    "credit=auxiliary,return=toGo 2",
    "clip=pool 1",
    "clip=pool 2",
  ]);
  assertEquals(runs[0]!.settings, base);
  assertEquals(runs.map(({ settings: { sepo } }) => `${sepo.credit} ${sepo.return} ${sepo.clip}`).slice(4), [
    "auxiliary toGo episode",
    "auxiliary toGo episode",
    "per-pool round pool",
    "per-pool round pool",
  ]);
});

Deno.test("compile() takes one grid, in a list or not, for the same", () => {
  const grid = { credit: ["per-pool", "shared"] };
  assertEquals(compiled({ ablations: [grid] }), compiled({ ablations: grid }));
  assertEquals(compiled({ ablations: {} }), compiled());
});

Deno.test("compile() refuses an arm that two grids make, and a grid that varies a setting twice", () => {
  assertRefuses(`the ablations make arm "credit=shared" twice: list each value once`, {
    ablations: [{ credit: ["shared", "per-pool"] }, { credit: ["shared"] }],
  });
  assertRefuses(`the ablations make arm "main" twice: list each value once`, { ablations: [{}, {}] });
  assertRefuses(`the ablations vary "sepo.credit" twice: keep one list`, {
    ablations: [{}, { credit: ["shared"], "sepo.credit": ["per-pool"] }],
  });
  // Two grids may vary the same setting.
  assertEquals(compiled({ ablations: [{ credit: ["shared"] }, { "sepo.credit": ["per-pool"] }] }).runs.length, 2);
});

Deno.test("compile() refuses --set of what some grid varies, and names what is no setting in any", () => {
  const ablations = [{}, { clip: ["pool"] }];
  assertRefuses(`cannot set "clip", since the ablations vary it: choose an arm with --arm`, { ablations }, {
    set: [{ path: "clip", value: "pool" }],
  });
  assertRefuses(`ablation "clp" is no setting: did you mean "clip"?`, { ablations: [{}, { clp: ["pool"] }] });
});

Deno.test("compile() refuses ablations that are no grids", () => {
  for (const ablations of [[], [{ clip: [] }], [["pool"]], "clip", { clip: "pool" }, [{}, 1]]) {
    const { message } = assertThrows(() => compiled({ ablations }), ExperimentError);
    assert(message.includes(`"ablations`), `${JSON.stringify(ablations)}: ${message}`);
  }
});

Deno.test("tabular() takes the settings of any domain and needs no adapter that a layer would carry", () => {
  assertEquals(compiled().base.model, { name: "tabular" });
  assertEquals(compiled({ domain: ipd(), penalties: { collusion: 2 } }).base.penalties, {
    exploitability: 2.4,
    collusion: 2,
    externality: 1.8,
  });
  const joint = { domain: undefined, domains: [ipd(), kuhn()] };
  assertEquals(compiled(joint).base.model, { name: "tabular" });
});

Deno.test("tabular() has nothing to set, and no loss but the one that others agree with on a single token", () => {
  assertRefuses(`"model.layers" is unknown (allowed are "name")`, { model: { ...tabular(), layers: 2 } });
  assertRefuses(
    `"sepo.lossType" is "gspo" but must be "decision": a table's reply is one token, on which the losses agree`,
    { sepo: { lossType: "gspo" } },
  );
  assertEquals(compiled({ model: tinyQwen(), sepo: { lossType: "gspo" } }).base.sepo.lossType, "gspo");
});

Deno.test("compile() tells of a fault in a grid of several, and in one alone, where it is", () => {
  assertRefuses(`"ablations.0.clip" is "pool" but must be an array`, { ablations: [{ clip: "pool" }] });
  assertRefuses(`"ablations.clip" is "pool" but must be an array`, { ablations: { clip: "pool" } });
});
