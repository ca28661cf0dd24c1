/** The words of an experiment file; import them from "sepo". */
export { mixed } from "../lib/games/ipd/opponents.ts";
export { equilibrium } from "../lib/games/kuhn/opponents.ts";
export { bestResponse, past, selfPlay } from "../lib/games/model_opponents.ts";
export { auction } from "./auction.ts";
export { defineExperiment } from "./define_experiment.ts";
export { gemma4_e4b } from "./gemma4_e4b.ts";
export { huggingFace } from "./hugging_face.ts";
export { ipd } from "./ipd.ts";
export { kuhn } from "./kuhn.ts";
export { modelFolder } from "./model_folder.ts";
export { negotiation } from "./negotiation.ts";
export { negotiationGt } from "./negotiation_gt.ts";
export { qwen35_4b } from "./qwen35_4b.ts";
export type { Experiment } from "./schema/input.ts";
export { tabular } from "./tabular.ts";
export { tinyGemma } from "./tiny_gemma.ts";
export { tinyQwen } from "./tiny_qwen.ts";
