import { bestResponse, defineExperiment, kuhn, tinyQwen } from "sepo";

/** As kuhn-tiny, with the paper's exploit pool alone, then with the best response to what the policy just played. */
export default defineExperiment({
  name: "adaptive-tiny",
  description: "kuhn-tiny with a fixed and with an adaptive exploit pool, ten seeds",
  model: tinyQwen(),
  domain: kuhn({ hands: 6 }),
  penalties: { exploitability: 1.5 },
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
  ablations: {
    "domain.pools.exploit": [["nash-approx", "always-bet"], ["nash-approx", "always-bet", bestResponse()]],
  },
  seeds: [43, 44, 45, 46, 47, 48, 49, 50, 51, 52],
});
