import { defineExperiment, ipd, past, tabular } from "../../dsl/mod.ts";

/** A run of moments that writes all kinds of lines and files, for tests of what goes wrong around it. */
export default defineExperiment({
  name: "moments",
  description: "A run of moments",
  model: tabular(),
  domain: ipd({ rounds: 4, pools: { train: ["tit-for-tat", past("latest")] } }),
  sft: { examples: 96, validationExamples: 32 },
  sepo: { iterations: 6, episodesPerOpponent: 2, learningRate: 0.1, checkpointEvery: 2 },
  evaluation: { samples: 2 },
});
