import { auction, defineExperiment, ipd, negotiation, tinyQwen } from "sepo";

export default defineExperiment({
  name: "multi-tiny",
  description: "IPD, auction and negotiation in one million-parameter Qwen 3.5 on two CPU cores",
  model: tinyQwen(),
  domains: [ipd({ rounds: 8 }), auction({ rounds: 6 }), negotiation({ rounds: 4 })],
  penalties: {
    ipd: { exploitability: 2.4, collusion: 1.0, externality: 1.8 },
    auction: { exploitability: 1.2, collusion: 1.0, externality: 1.8 },
    negotiation: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  },
  // As in kuhn-tiny: random weights learn the game's language in SFT, so all of them train, and faster.
  sft: {
    examples: 9600,
    validationExamples: 1200,
    weights: "all",
    epochs: 3,
    batchSize: 64,
    accumulation: 1,
    learningRate: 3e-3,
  },
  sepo: {
    iterations: 16,
    episodesPerOpponent: 8,
    learningRate: 1e-3,
    lora: { rank: 16, alpha: 32, targets: "allLinear" },
    maxNewTokens: 48,
    checkpointEvery: 8,
    compareGradientsEvery: 8,
  },
  evaluation: { samples: 16 },
  seeds: [42],
});
