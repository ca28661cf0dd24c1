import { defineExperiment, gemma4_e4b, ipd } from "sepo";

/** Where the penalty's gradient comes from, on the language model of ipd-gemma: all arms of a seed share its SFT. */
export default defineExperiment({
  name: "mechanism-gemma",
  description: "Credit arms, weightings and return on ipd-gemma's language model, three seeds, on a GPU",
  model: gemma4_e4b(),
  domain: ipd({ rounds: 8 }),
  ablations: [
    { credit: ["per-pool", "auxiliary", "shared", "reward-only"] },
    { groupWeighting: ["lambda", "exact"] },
    { return: ["toGo"] },
  ],
  seeds: [42, 43, 44],
});
