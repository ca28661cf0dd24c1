// What must not compile, each beside the nearest thing that must. `deno check` and `deno test` fail on a suppression
// that suppresses nothing, so a type that grows too wide is caught.
import {
  bestResponse,
  defineExperiment,
  equilibrium,
  huggingFace,
  kuhn,
  modelFolder,
  past,
  qwen35_4b,
  selfPlay,
  tabular,
  tinyQwen,
} from "sepo";
import { assertEquals } from "@std/assert";

const base = { name: "types", description: "what compiles", model: tinyQwen() } as const;

/** Keeps an expression for its type alone. */
const compiles = (_experiment: unknown) => {};

Deno.test("kuhn() takes the opponents that Kuhn has", () => {
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { train: ["nash-approx", equilibrium(0.2)] } }) }));
  // @ts-expect-error a misspelt opponent
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { train: ["nash-aprox"] } }) }));
  const trained = [selfPlay(), past("sft"), past(10), bestResponse()];
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { train: trained } }) }));
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { heldOut: ["bluff-jack"] } }) }));
  // @ts-expect-error a held-out opponent in a training pool
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { train: ["bluff-jack"] } }) }));
  // @ts-expect-error another domain's opponent
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { train: ["tit-for-tat"] } }) }));
});

Deno.test("defineExperiment() takes the penalties that the domain defines", () => {
  compiles(defineExperiment({ ...base, domain: kuhn(), penalties: { exploitability: 1.5 } }));
  // @ts-expect-error Kuhn is zero-sum: nobody else bears a cost
  compiles(defineExperiment({ ...base, domain: kuhn(), penalties: { externality: 1.8 } }));
  // @ts-expect-error Kuhn has no collusive pool
  compiles(defineExperiment({ ...base, domain: kuhn(), penalties: { collusion: 2.4 } }));
  // @ts-expect-error by domain, as of several
  compiles(defineExperiment({ ...base, domain: kuhn(), penalties: { kuhn: { exploitability: 1.5 } } }));
  compiles(defineExperiment({ ...base, domain: kuhn(), evaluation: { penalties: { exploitability: 1 } } }));
  // @ts-expect-error nor does evaluation know other penalties
  compiles(defineExperiment({ ...base, domain: kuhn(), evaluation: { penalties: { collusion: 1 } } }));
  // @ts-expect-error a misspelt penalty
  compiles(defineExperiment({ ...base, domain: kuhn(), penalties: { exploitablity: 1.5 } }));
});

Deno.test("models of the Hub take the options that they have", () => {
  const of = { ...base, domain: kuhn() };
  compiles(defineExperiment({ ...of, model: qwen35_4b({ thinking: true }), ablations: { "model.thinking": [true] } }));
  compiles(defineExperiment({ ...of, model: huggingFace("org/name", { revision: "main" }) }));
  compiles(defineExperiment({ ...of, model: modelFolder("models/small", { precision: "float32" }) }));
  // @ts-expect-error a name without an organization
  compiles(defineExperiment({ ...of, model: huggingFace("name") }));
  // @ts-expect-error a precision that nothing computes in
  compiles(defineExperiment({ ...of, model: qwen35_4b({ precision: "int8" }) }));
  // @ts-expect-error a folder has no revision
  compiles(defineExperiment({ ...of, model: modelFolder("models/small", { revision: "main" }) }));
});

Deno.test("defineExperiment() takes no misspelt key at the top", () => {
  compiles(defineExperiment({ ...base, domain: kuhn(), seeds: [42] }));
  // @ts-expect-error seed for seeds
  compiles(defineExperiment({ ...base, domain: kuhn(), seed: [42] }));
  // @ts-expect-error a description is asked for
  compiles(defineExperiment({ name: "types", model: tinyQwen(), domain: kuhn() }));
});

Deno.test("defineExperiment() takes no misspelt key in a section", () => {
  compiles(defineExperiment({ ...base, domain: kuhn(), sft: { learningRate: 1e-3 } }));
  // @ts-expect-error learning_rate for learningRate
  compiles(defineExperiment({ ...base, domain: kuhn(), sft: { learning_rate: 1e-3 } }));
  compiles(defineExperiment({ ...base, domain: kuhn(), sepo: { epsilon: 0.2, lora: { rank: 8 } } }));
  // @ts-expect-error eps for epsilon
  compiles(defineExperiment({ ...base, domain: kuhn(), sepo: { eps: 0.2 } }));
  // @ts-expect-error r for rank, one level deeper
  compiles(defineExperiment({ ...base, domain: kuhn(), sepo: { lora: { r: 8 } } }));
  compiles(defineExperiment({ ...base, domain: kuhn(), evaluation: { samples: 64 } }));
  // @ts-expect-error sample for samples
  compiles(defineExperiment({ ...base, domain: kuhn(), evaluation: { sample: 64 } }));
});

Deno.test("kuhn() and tinyQwen() take no misspelt key", () => {
  compiles(defineExperiment({ ...base, domain: kuhn({ hands: 6, pools: { shifted: ["always-pass"] } }) }));
  // @ts-expect-error hand for hands
  compiles(defineExperiment({ ...base, domain: kuhn({ hand: 6 }) }));
  // @ts-expect-error robust for shifted
  compiles(defineExperiment({ ...base, domain: kuhn({ pools: { robust: ["always-pass"] } }) }));
  compiles(defineExperiment({ ...base, model: tinyQwen({ hidden: 64 }), domain: kuhn() }));
  // @ts-expect-error hidden_size for hidden
  compiles(defineExperiment({ ...base, model: tinyQwen({ hidden_size: 64 }), domain: kuhn() }));
});

Deno.test("defineExperiment() takes the values that a setting has", () => {
  compiles(defineExperiment({ ...base, domain: kuhn(), sepo: { credit: "reward-only" } }));
  // @ts-expect-error no such credit
  compiles(defineExperiment({ ...base, domain: kuhn(), sepo: { credit: "reward" } }));
  // @ts-expect-error a number in quotes
  compiles(defineExperiment({ ...base, domain: kuhn(), sepo: { beta: "0.2" } }));
});

Deno.test("defineExperiment() takes ablations of settings alone, with their values", () => {
  compiles(defineExperiment({
    ...base,
    domain: kuhn(),
    ablations: {
      credit: ["per-pool", "reward-only"],
      "sepo.lora.rank": [8, 16],
      "penalties.exploitability": [0, 1.5],
      "domain.pools.train": [["nash-approx"], ["tight-passive", "loose-aggressive"]],
      "model.hidden": [64, 128],
      "evaluation.penalties.exploitability": [0, 1.5],
    },
  }));
  // @ts-expect-error a misspelt path
  compiles(defineExperiment({ ...base, domain: kuhn(), ablations: { crdit: ["per-pool"] } }));
  // @ts-expect-error a misspelt value
  compiles(defineExperiment({ ...base, domain: kuhn(), ablations: { credit: ["per-pol"] } }));
  // @ts-expect-error a penalty that the domain lacks
  compiles(defineExperiment({ ...base, domain: kuhn(), ablations: { "penalties.externality": [1] } }));
  // @ts-expect-error an opponent that the domain lacks
  compiles(defineExperiment({ ...base, domain: kuhn(), ablations: { "domain.pools.train": [["grim"]] } }));
  // @ts-expect-error seeds are no setting
  compiles(defineExperiment({ ...base, domain: kuhn(), ablations: { seeds: [1, 2] } }));
});

Deno.test("defineExperiment() takes a list of grids of ablations, each of settings alone", () => {
  const kuhnOf = { ...base, domain: kuhn() };
  compiles(
    defineExperiment({ ...kuhnOf, ablations: [{}, { credit: ["shared"], return: ["toGo"] }, { clip: ["pool"] }] }),
  );
  compiles(
    defineExperiment({ ...kuhnOf, ablations: [{ groupWeighting: ["lambda", "exact"], advantageStd: [false] }] }),
  );
  // @ts-expect-error a misspelt path in the second
  compiles(defineExperiment({ ...kuhnOf, ablations: [{}, { clp: ["pool"] }] }));
  // @ts-expect-error a value that the setting lacks
  compiles(defineExperiment({ ...kuhnOf, ablations: [{ normalize: ["batches"] }] }));
  // @ts-expect-error a value alone, not in a list
  compiles(defineExperiment({ ...kuhnOf, ablations: [{ clip: "pool" }] }));
});

Deno.test("defineExperiment() takes a table in the place of a language model", () => {
  compiles(defineExperiment({ ...base, model: tabular(), domain: kuhn() }));
  // @ts-expect-error a table has no layers
  compiles(defineExperiment({ ...base, model: tabular({ layers: 2 }), domain: kuhn() }));
});

Deno.test("defineExperiment() returns what it is given", () => {
  const experiment = { ...base, domain: kuhn() };
  assertEquals(defineExperiment(experiment), experiment);
});
