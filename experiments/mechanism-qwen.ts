import { defineExperiment, ipd, qwen35_4b } from "sepo";

/** Where the penalty's gradient comes from, on the language model of ipd-qwen: all arms of a seed share its SFT. */
export default defineExperiment({
  name: "mechanism-qwen",
  description: "Credit arms, weightings and return on ipd-qwen's language model, three seeds, on a GPU",
  model: qwen35_4b(),
  domain: ipd({ rounds: 8 }),
  ablations: [
    { credit: ["per-pool", "auxiliary", "shared", "reward-only"] },
    { groupWeighting: ["lambda", "exact"] },
    { return: ["toGo"] },
  ],
  seeds: [42, 43, 44],
});
