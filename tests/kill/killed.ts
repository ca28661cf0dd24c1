import { bestResponse, defineExperiment, kuhn, past, selfPlay, tinyQwen } from "../../dsl/mod.ts";

/** All that a run does, on as little as shows it: it is killed at many moments and has to remember everything. */
export default defineExperiment({
  name: "killed",
  description: "A run of seconds that is killed and resumed",
  model: tinyQwen({ hidden: 32, intermediate: 64, linearHeadDim: 16, headDim: 16 }),
  domain: kuhn({
    hands: 2,
    pools: { train: ["equilibrium(0.1)", selfPlay(), past("latest")], exploit: [bestResponse(), past(2)] },
  }),
  sft: {
    weights: "all",
    examples: 192,
    validationExamples: 32,
    epochs: 2,
    batchSize: 16,
    accumulation: 1,
    learningRate: 3e-3,
  },
  sepo: {
    iterations: 5,
    episodesPerOpponent: 2,
    learningRate: 1e-3,
    lora: { rank: 4, alpha: 8, targets: "allLinear" },
    maxNewTokens: 24,
    checkpointEvery: 2,
    shareGroupRandomness: false,
  },
  evaluation: { samples: 4 },
});
