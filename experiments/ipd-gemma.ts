import { defineExperiment, gemma4_e4b, ipd } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "ipd-gemma",
  description: "Iterated prisoner's dilemma with Gemma 4 E4B-it, as in the paper, on a GPU",
  model: gemma4_e4b(),
  domain: ipd({ rounds: 8 }),
  penalties: { exploitability: 2.4, collusion: 1.0, externality: 1.8 },
  seeds: [42],
});
