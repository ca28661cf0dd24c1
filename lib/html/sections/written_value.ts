import type { Measure } from "../data/measures.ts";
import { formatFixed, formatPercent, formatSigned } from "../format_number.ts";

/** What is written in percent rather than as a number. */
const PERCENT = "share of decisions";

/** A value of a measure as tables write it. */
export function writtenValue({ unit }: Pick<Measure, "unit">, value: number): string {
  return unit === PERCENT ? formatPercent(value) : formatFixed(value);
}

/** A difference of a measure, with its sign. */
export function writtenDifference({ unit }: Pick<Measure, "unit">, value: number): string {
  return unit === PERCENT ? `${formatSigned(100 * value, 1)} %` : formatSigned(value);
}
