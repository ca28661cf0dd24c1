import { isObject, type Json } from "./json.ts";

/**
 * A value's one canonical text (RFC 8785, JSON Canonicalization Scheme): no white space, keys sorted by UTF-16 code
 * units, numbers and strings as ECMAScript writes them. Equal values have equal texts whatever order they were written in.
 *
 * @throws {TypeError} If a number is not finite.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isObject(value)) {
    // The default sort compares UTF-16 code units, which is the order that the RFC asks for.
    const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`Cannot write ${value} as JSON: numbers must be finite`);
  }
  return JSON.stringify(value);
}
