/** The words of an experiment file; import them from "sepo". */
export { mixed } from "../lib/games/ipd/opponents.ts";
export { equilibrium } from "../lib/games/kuhn/opponents.ts";
export { bestResponse, past, selfPlay } from "../lib/games/model_opponents.ts";
export { auction } from "./auction.ts";
export { defineExperiment } from "./define_experiment.ts";
export { ipd } from "./ipd.ts";
export { kuhn } from "./kuhn.ts";
export { negotiation } from "./negotiation.ts";
export { negotiationGt } from "./negotiation_gt.ts";
export type { Experiment } from "./schema/input.ts";
export { tabular } from "./tabular.ts";
export { tinyGemma } from "./tiny_gemma.ts";
export { tinyQwen } from "./tiny_qwen.ts";
