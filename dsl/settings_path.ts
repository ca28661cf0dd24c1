import type { z } from "zod";
import type { Json } from "../lib/json/json.ts";
import { schemaKeys } from "../lib/json/schema_keys.ts";
import { nearest } from "../lib/text/nearest.ts";
import { SECTIONS } from "./schema/settings.ts";

/** The section whose settings need not name it: `credit` stands for `sepo.credit`. */
const SHORT_SECTION = "sepo";

/** A setting's full path, key by key: the section first. */
export type SettingPath = readonly string[];

/** Whether `path` leads to a setting. Lists are leaves: their elements have no path. */
function exists(schema: z.core.$ZodType, path: SettingPath): boolean {
  return path.every((key, depth) => schemaKeys(schema, path.slice(0, depth)).includes(key)) && path.at(-1) !== "name";
}

/** Dotted paths under `path` to every leaf that can be set: a `name` says which model or domain it is, and can't. */
function leaves(schema: z.core.$ZodType, path: SettingPath = []): string[] {
  const keys = schemaKeys(schema, path);
  if (keys.length === 0) return [path.join(".")];
  return keys.filter((key) => key !== "name").flatMap((key) => leaves(schema, [...path, key]));
}

/** How a path is written: SEPO's settings without their section. */
export function writtenPath(path: SettingPath): string {
  const [section, ...rest] = path;
  // A name that a section has as well would read as the section.
  const short = section === SHORT_SECTION && rest[0] !== undefined && !SECTIONS.includes(rest[0]);
  return (short ? rest : path).join(".");
}

/**
 * Finds the setting that `text` names: a full path, or one of SEPO's settings without its section.
 *
 * @param schema Of the sections.
 * @returns The full path, or the names that the researcher may have meant.
 */
export function findSetting(text: string, schema: z.core.$ZodType): { path: SettingPath } | { unknown: string } {
  const keys = text.split(".");
  for (const path of [keys, [SHORT_SECTION, ...keys]]) if (exists(schema, path)) return { path };
  const full = leaves(schema);
  const short = leaves(schema, [SHORT_SECTION]).map((path) => path.slice(SHORT_SECTION.length + 1));
  const near = nearest(text, [...full, ...short]);
  if (near !== undefined) return { unknown: `did you mean "${near}"?` };
  const sections = schemaKeys(schema);
  const section = sections.find((name) => name === keys[0]);
  if (section === undefined) return { unknown: `a path starts with ${sections.join(", ")} or is one of sepo's` };
  return { unknown: `settings are ${leaves(schema, [section]).join(", ")}` };
}

/** `{ sepo: { lora: { rank: value } } }` for the path sepo.lora.rank. */
export function nested(path: SettingPath, value: Json): Json {
  return path.reduceRight<Json>((inner, key) => Object.fromEntries([[key, inner]]), value);
}
