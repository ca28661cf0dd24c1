import type { RunSettings } from "../../dsl/plan.ts";

/**
 * What tables call the models that have another name in plans. Rows of the paper are filled by models of the very name that
 * the paper prints, so a tiny model, or a table in a model's place, has rows of its own.
 */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["tiny-qwen", "tiny Qwen 3.5"],
  ["tiny-gemma", "tiny Gemma 4"],
  ["tabular", "tabular policy"],
]);

/** The paper's models, by their repository on the Hub. */
const PAPERS: ReadonlyMap<string, string> = new Map([
  ["Qwen/Qwen3.5-4B", "Qwen 3.5-4B"],
  ["google/gemma-4-E4B-it", "Gemma 4 E4B-it"],
]);

/** The family of a run's model, by the plan's content; another model of the Hub, or a folder, is one of its own. */
export function modelFamily({ model }: Pick<RunSettings, "model">): string {
  if (model.name === "hugging-face") return PAPERS.get(model.repository) ?? model.repository;
  if (model.name === "model-folder") return model.path;
  return FAMILIES.get(model.name) ?? model.name;
}
