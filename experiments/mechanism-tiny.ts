import { defineExperiment, ipd, tinyQwen } from "sepo";

/** Where the penalty's gradient comes from, on the language model of ipd-tiny: all arms of a seed share its SFT. */
export default defineExperiment({
  name: "mechanism-tiny",
  description: "Credit arms, weightings and return on ipd-tiny's language model, three seeds",
  model: tinyQwen(),
  domain: ipd({ rounds: 8 }),
  sft: {
    examples: 6400,
    validationExamples: 800,
    weights: "all",
    epochs: 3,
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
  ablations: [
    { credit: ["per-pool", "auxiliary", "shared", "reward-only"] },
    { groupWeighting: ["lambda", "exact"] },
    { return: ["toGo"] },
  ],
  seeds: [42, 43, 44],
});
