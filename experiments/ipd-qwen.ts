import { defineExperiment, ipd, qwen35_4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "ipd-qwen",
  description: "Iterated prisoner's dilemma with Qwen 3.5-4B, as in the paper, on a GPU",
  model: qwen35_4b(),
  domain: ipd({ rounds: 8 }),
  penalties: { exploitability: 2.4, collusion: 1.0, externality: 1.8 },
  seeds: [42],
});
