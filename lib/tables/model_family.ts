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

/** The family of a run's model, by the plan's content. */
export function modelFamily({ model: { name } }: Pick<RunSettings, "model">): string {
  return FAMILIES.get(name) ?? name;
}
