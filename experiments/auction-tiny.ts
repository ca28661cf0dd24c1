import { auction, defineExperiment, tinyQwen } from "sepo";

export default defineExperiment({
  name: "auction-tiny",
  description: "Repeated auction with a million-parameter Qwen 3.5 on two CPU cores",
  model: tinyQwen(),
  domain: auction({ rounds: 6 }),
  penalties: { exploitability: 1.2, collusion: 1.0, externality: 1.8 },
  // As in kuhn-tiny: random weights learn the game's language in SFT, so all of them train, and faster.
  sft: {
    examples: 6400,
    validationExamples: 800,
    weights: "all",
    epochs: 2,
    batchSize: 64,
    accumulation: 1,
    learningRate: 3e-3,
  },
  sepo: {
    iterations: 24,
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
