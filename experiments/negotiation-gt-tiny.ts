import { defineExperiment, negotiationGt, tinyQwen } from "sepo";

export default defineExperiment({
  name: "negotiation-gt-tiny",
  description: "Negotiation over three items with a million-parameter Qwen 3.5 on two CPU cores",
  // A demand must fit a pool that each deal draws anew: with full attention in every second layer SFT learns to look there.
  model: tinyQwen({ fullAttentionInterval: 2 }),
  domain: negotiationGt({ rounds: 3 }),
  penalties: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  // As in kuhn-tiny, all weights train. Examples cost nothing, so that each is seen once.
  sft: {
    examples: 24_000,
    validationExamples: 1000,
    weights: "all",
    epochs: 1,
    batchSize: 24,
    accumulation: 1,
    learningRate: 1.5e-3,
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
  evaluation: { samples: 32 },
  seeds: [42],
});
