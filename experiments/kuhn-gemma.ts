import { defineExperiment, gemma4_e4b, kuhn } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "kuhn-gemma",
  description: "Kuhn poker with Gemma 4 E4B-it, as in the paper, on a GPU",
  model: gemma4_e4b(),
  domain: kuhn({ hands: 6 }),
  penalties: { exploitability: 1.5 },
  seeds: [42],
});
