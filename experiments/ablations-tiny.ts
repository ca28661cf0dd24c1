import { defineExperiment, ipd, tinyQwen } from "sepo";

/** ipd-tiny with one penalty less at a time. */
export default defineExperiment({
  name: "ablations-tiny",
  description: "ipd-tiny with each penalty switched off in turn, three seeds",
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
  // J is reported with every penalty, whatever training subtracts.
  evaluation: { samples: 16, penalties: { exploitability: 2.4, collusion: 1, externality: 1.8 } },
  ablations: [
    {},
    { "penalties.exploitability": [0] },
    { "penalties.collusion": [0] },
    { "penalties.externality": [0] },
  ],
  seeds: [42, 43, 44],
});
