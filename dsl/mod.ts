/** The words of an experiment file; import them from "sepo". */
export { equilibrium } from "../lib/games/kuhn/opponents.ts";
export { defineExperiment } from "./define_experiment.ts";
export { kuhn } from "./kuhn.ts";
export type { Experiment } from "./schema/experiment.ts";
export { tinyQwen } from "./tiny_qwen.ts";
