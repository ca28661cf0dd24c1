import { defineExperiment, ipd, tabular } from "../../dsl/mod.ts";

/** Four runs of moments, two arms with two seeds. */
export default defineExperiment({
  name: "sweep",
  description: "Four runs of moments",
  model: tabular(),
  domain: ipd({ rounds: 3 }),
  sft: { examples: 96, validationExamples: 32 },
  sepo: { iterations: 4, episodesPerOpponent: 2, learningRate: 0.1, checkpointEvery: 2 },
  evaluation: { samples: 2 },
  ablations: { credit: ["per-pool", "reward-only"] },
  seeds: [1, 2],
});
