import { defineExperiment, ipd, kuhn, tabular } from "sepo";

/**
 * Where the penalty's gradient comes from, on tables: every credit arm with every return and weighting, then the paper's
 * corrected arm with one of its other choices changed. The two games share no state, so each trains as if alone.
 */
export default defineExperiment({
  name: "mechanism-tabular",
  description: "Credit arms × return × weighting on tables: IPD and Kuhn, ten seeds",
  model: tabular(),
  domains: [ipd({ rounds: 8 }), kuhn({ hands: 6 })],
  sepo: {
    iterations: 100,
    episodesPerOpponent: 8,
    learningRate: 0.05,
    // One norm over both games would let the larger gradient shrink the other's step.
    maxGradNorm: 1e6,
    checkpointEvery: 50,
    recordEpisodesEvery: 0,
  },
  // J is reported with the paper's λ, whatever training subtracts.
  evaluation: { samples: 64, penalties: { ipd: { exploitability: 2.4, collusion: 1, externality: 1.8 } } },
  ablations: [
    {
      credit: ["per-pool", "auxiliary", "shared", "reward-only"],
      return: ["round", "toGo", "episode"],
      groupWeighting: ["uniform", "lambda"],
    },
    {
      credit: ["per-pool", "auxiliary", "shared", "reward-only"],
      return: ["toGo", "episode"],
      groupWeighting: ["exact"],
    },
    { clip: ["pool"], return: ["round", "toGo"] },
    { advantageStd: [false], return: ["round", "toGo"] },
    // What no λ can mend: ten times each, and ten times all.
    { "penalties.ipd.exploitability": [24], return: ["round"] },
    { "penalties.ipd.collusion": [10], return: ["round"] },
    { "penalties.ipd.externality": [18], return: ["round"] },
    {
      "penalties.ipd.exploitability": [24],
      "penalties.ipd.collusion": [10],
      "penalties.ipd.externality": [18],
      return: ["round"],
    },
  ],
  seeds: [42, 43, 44, 45, 46, 47, 48, 49, 50, 51],
});
