import { isObject, type Json } from "./json.ts";

/** Where two values differ, and what each has there. */
export interface JsonDifference {
  readonly path: readonly string[];
  /** Undefined where there is nothing. */
  readonly values: readonly [first: Json | undefined, second: Json | undefined];
}

/** The first place, in the order of their keys, in which two JSON values differ; lists are compared whole. */
export function differingPath(first: Json | undefined, second: Json | undefined): JsonDifference | undefined {
  return search(first, second, []);
}

function search(
  first: Json | undefined,
  second: Json | undefined,
  path: readonly string[],
): JsonDifference | undefined {
  if (isObject(first) && isObject(second)) {
    const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
    for (const key of keys) {
      const found = search(first[key], second[key], [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return equal(first, second) ? undefined : { path, values: [first, second] };
}

function equal(first: Json | undefined, second: Json | undefined): boolean {
  if (!Array.isArray(first) || !Array.isArray(second)) return first === second;
  return first.length === second.length && first.every((each, at) => search(each, second[at], []) === undefined);
}
