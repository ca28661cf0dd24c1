import { isObject, type Json } from "../lib/json/json.ts";
import { nearest } from "../lib/text/nearest.ts";
import { type RunSettings, SECTIONS } from "./schema/settings.ts";

/** The section whose settings need not name it: `credit` stands for `sepo.credit`. */
const SHORT_SECTION = "sepo";

/** A setting's full path, key by key: the section first. */
export type SettingPath = readonly string[];

/** Whether `path` leads to something in `settings`. Lists are leaves: their elements have no path. */
function exists(settings: unknown, path: SettingPath): boolean {
  let at = settings;
  for (const key of path) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return false;
    at = at[key];
  }
  return path.length > 0;
}

/** Dotted paths to every leaf of `value` that can be set: a `name` says which model or domain it is, and can't. */
function leaves(value: unknown, prefix = ""): string[] {
  if (!isObject(value)) return [prefix];
  return Object.entries(value).filter(([key]) => key !== "name")
    .flatMap(([key, inner]) => leaves(inner, prefix === "" ? key : `${prefix}.${key}`));
}

/** How a path is written: SEPO's settings without their section. */
export function writtenPath(path: SettingPath): string {
  const [section, ...rest] = path;
  // A name that a section has as well would read as the section.
  const short = section === SHORT_SECTION && rest.length > 0 && !SECTIONS.some((name) => name === rest[0]);
  return (short ? rest : path).join(".");
}

/**
 * Finds the setting that `text` names: a full path, or one of SEPO's settings without its section.
 *
 * @returns The full path, or the names that the researcher may have meant.
 */
export function findSetting(text: string, settings: RunSettings): { path: SettingPath } | { unknown: string } {
  const keys = text.split(".");
  for (const path of [keys, [SHORT_SECTION, ...keys]]) {
    if (exists(settings, path) && path.at(-1) !== "name") return { path };
  }
  const full = leaves(settings);
  const short = leaves(settings[SHORT_SECTION]);
  const near = nearest(text, [...full, ...short]);
  if (near !== undefined) return { unknown: `did you mean "${near}"?` };
  const section = SECTIONS.find((name) => name === keys[0]);
  if (section === undefined) return { unknown: `a path starts with ${SECTIONS.join(", ")} or is one of sepo's` };
  return { unknown: `settings are ${leaves(settings[section], section).join(", ")}` };
}

/** `{ sepo: { lora: { rank: value } } }` for the path sepo.lora.rank. */
export function nested(path: SettingPath, value: Json): Json {
  return path.reduceRight<Json>((inner, key) => Object.fromEntries([[key, inner]]), value);
}
