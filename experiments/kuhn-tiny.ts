import { defineExperiment, kuhn, tinyQwen } from "sepo";

export default defineExperiment({
  name: "kuhn-tiny",
  description: "Kuhn poker with a million-parameter Qwen 3.5 on two CPU cores",
  model: tinyQwen(),
  domain: kuhn({ hands: 6 }),
  penalties: { exploitability: 1.5 },
  // A model that starts from random weights learns the language of the game in SFT, so all its weights train, and faster.
  // Large batches are cheap here: the set has few distinct examples, and equal ones are computed once.
  sft: { weights: "all", epochs: 6, batchSize: 128, accumulation: 1, learningRate: 3e-3 },
  sepo: {
    iterations: 40,
    episodesPerOpponent: 16,
    learningRate: 1.5e-3,
    lora: { rank: 16, alpha: 32, targets: "allLinear" },
    maxNewTokens: 48,
    checkpointEvery: 10,
  },
  evaluation: { samples: 256 },
  seeds: [42],
});
