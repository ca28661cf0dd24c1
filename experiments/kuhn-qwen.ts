import { defineExperiment, kuhn, qwen35_4b } from "sepo";

/** At the paper's size: what is left out is the default, which is the paper's. */
export default defineExperiment({
  name: "kuhn-qwen",
  description: "Kuhn poker with Qwen 3.5-4B, as in the paper, on a GPU",
  model: qwen35_4b(),
  domain: kuhn({ hands: 6 }),
  penalties: { exploitability: 1.5 },
  seeds: [42],
});
