import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical_json.ts";
import type { Json } from "./json.ts";

/** SHA-256 of a value's canonical JSON, as 64 lower-case hexadecimal digits. */
export function contentHash(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
