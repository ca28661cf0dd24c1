import type { ResultsLine } from "./schema.ts";
import { canonicalJson } from "../json/canonical_json.ts";

/** A line's canonical text without what the clock decides: equal for two runs of one seed on one machine. */
export function withoutTimes(line: ResultsLine): string {
  const { timings: _, ...rest } = { timings: undefined, ...line };
  return canonicalJson(rest);
}
