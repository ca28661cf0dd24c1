import { defineExperiment, gemma4_e4b, negotiationGt } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "negotiation-gt-gemma",
  description: "Negotiation over three items with Gemma 4 E4B-it, as in the paper, on a GPU",
  model: gemma4_e4b(),
  domain: negotiationGt({ rounds: 4 }),
  penalties: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  seeds: [42],
});
