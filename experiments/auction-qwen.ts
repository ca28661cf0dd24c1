import { auction, defineExperiment, qwen35_4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "auction-qwen",
  description: "Repeated auction with Qwen 3.5-4B, as in the paper, on a GPU",
  model: qwen35_4b(),
  domain: auction({ rounds: 6 }),
  penalties: { exploitability: 1.2, collusion: 1.0, externality: 1.8 },
  seeds: [42],
});
