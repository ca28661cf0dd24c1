import { canonicalJson } from "../lib/json/canonical_json.ts";
import type { Json } from "../lib/json/json.ts";
import { type SettingPath, writtenPath } from "./settings_path.ts";

/** A setting to vary, with the values that it takes. */
export interface Axis {
  readonly path: SettingPath;
  readonly values: readonly Json[];
}

/** A combination of values, one of each axis. */
export interface Arm {
  readonly name: string;
  readonly changes: readonly { readonly path: SettingPath; readonly value: Json }[];
}

/** The arm of an experiment without ablations. */
const MAIN_ARM = "main";

/**
 * A value inside an arm's name. Distinct values of one setting have distinct texts, and none holds a separator of paths
 * or of the name itself, so that a name tells exactly what is varied and can be a folder's.
 */
function nameOfValue(value: Json): string {
  return encodeURIComponent((typeof value === "string" ? value : canonicalJson(value)).toWellFormed());
}

function nameOf(changes: Arm["changes"]): string {
  if (changes.length === 0) return MAIN_ARM;
  // Sorted, so that the order in which a file lists its axes doesn't rename the runs.
  return changes.map(({ path, value }) => `${writtenPath(path)}=${nameOfValue(value)}`).sort().join(",");
}

/** An arm's name as a person reads it: without the escapes that make it a folder's. */
export function shownArm(name: string): string {
  return decodeURIComponent(name);
}

/** Every combination of the axes' values, the last axis varying fastest; `main` alone when there are none. */
export function arms(axes: readonly Axis[]): Arm[] {
  const combinations = axes.reduce<Arm["changes"][]>(
    (made, { path, values }) => made.flatMap((changes) => values.map((value) => [...changes, { path, value }])),
    [[]],
  );
  return combinations.map((changes) => ({ name: nameOf(changes), changes }));
}
