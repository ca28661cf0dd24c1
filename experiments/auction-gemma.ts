import { auction, defineExperiment, gemma4_e4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "auction-gemma",
  description: "Repeated auction with Gemma 4 E4B-it, as in the paper, on a GPU",
  model: gemma4_e4b(),
  domain: auction({ rounds: 6 }),
  penalties: { exploitability: 1.2, collusion: 1.0, externality: 1.8 },
  seeds: [42],
});
