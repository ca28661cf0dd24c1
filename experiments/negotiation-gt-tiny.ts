import { defineExperiment, negotiationGt, tinyQwen } from "sepo";

export default defineExperiment({
  name: "negotiation-gt-tiny",
  description: "Negotiation over three items with a million-parameter Qwen 3.5 on two CPU cores",
  model: tinyQwen(),
  domain: negotiationGt({ rounds: 3 }),
  penalties: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  // As in kuhn-tiny: random weights learn the game's language in SFT, so all of them train, and faster.
  sft: {
    examples: 7200,
    validationExamples: 800,
    weights: "all",
    epochs: 3,
    batchSize: 48,
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
