import { auction, defineExperiment, ipd, negotiation, qwen35_4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "multi-qwen",
  description: "IPD, auction and negotiation in one Qwen 3.5-4B, on a GPU",
  model: qwen35_4b(),
  domains: [ipd({ rounds: 8 }), auction({ rounds: 6 }), negotiation({ rounds: 4 })],
  penalties: {
    ipd: { exploitability: 2.4, collusion: 1.0, externality: 1.8 },
    auction: { exploitability: 1.2, collusion: 1.0, externality: 1.8 },
    negotiation: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  },
  seeds: [42],
});
