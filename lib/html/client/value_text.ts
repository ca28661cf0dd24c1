import type { ReadoutSeries } from "../charts/readout.ts";
import { formatNumber } from "../format_number.ts";

function interval({ low, high }: ReadoutSeries, at: number): string {
  const [from, to] = [low?.[at] ?? null, high?.[at] ?? null];
  return from === null || to === null ? "" : ` (${formatNumber(from)} … ${formatNumber(to)})`;
}

/** A series' value at one place as text, with its interval; a dash for none. */
export function valueText(series: ReadoutSeries, at: number): string {
  const value = series.values[at] ?? null;
  return value === null ? "–" : formatNumber(value) + interval(series, at);
}
