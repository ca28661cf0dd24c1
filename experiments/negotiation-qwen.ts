import { defineExperiment, negotiation, qwen35_4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "negotiation-qwen",
  description: "Negotiation over a pie with Qwen 3.5-4B, as in the paper, on a GPU",
  model: qwen35_4b(),
  domain: negotiation({ rounds: 4 }),
  penalties: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  seeds: [42],
});
