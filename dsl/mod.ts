/** The words of an experiment file; import them from "sepo". */
export { equilibrium } from "../lib/games/kuhn/opponents.ts";
export { bestResponse, past, selfPlay } from "../lib/games/model_opponents.ts";
export { defineExperiment } from "./define_experiment.ts";
export { kuhn } from "./kuhn.ts";
export type { Experiment } from "./schema/input.ts";
export { tinyQwen } from "./tiny_qwen.ts";
