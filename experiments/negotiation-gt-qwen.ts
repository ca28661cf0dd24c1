import { defineExperiment, negotiationGt, qwen35_4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "negotiation-gt-qwen",
  description: "Negotiation over three items with Qwen 3.5-4B, as in the paper, on a GPU",
  model: qwen35_4b(),
  domain: negotiationGt({ rounds: 4 }),
  penalties: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  seeds: [42],
});
