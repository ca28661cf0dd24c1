import { mean, pairedInterval } from "../evaluate/statistics.ts";
import type { EvaluationLine } from "../results/schema.ts";
import { MEASURES } from "./measures.ts";
import { type Column, textTable } from "./text_table.ts";

/** One seed's checkpoints that are compared, in one domain, both measured on samples that chose neither. */
export interface SeedResult {
  readonly seed: number;
  readonly sft: EvaluationLine;
  readonly selected: EvaluationLine;
  /** After the last iteration; the same as `selected` where that was chosen. */
  readonly last: EvaluationLine;
}

interface Row {
  readonly name: string;
  readonly sft: string;
  readonly selected: string;
  readonly difference: string;
  readonly interval: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "over seeds", cell: ({ name }) => name, align: "left" },
  { title: "SFT", cell: ({ sft }) => sft },
  { title: "SEPO *", cell: ({ selected }) => selected },
  { title: "difference", cell: ({ difference }) => difference },
  { title: "95 % interval", cell: ({ interval }) => interval },
];

/** A difference with its sign, U+2212 for minus. */
export const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

/**
 * Compares the selected SEPO checkpoint with SFT over seeds: the mean of each, and the mean of the paired differences
 * with Student's 95 % interval. A measure that a seed lacks is left out.
 */
export function seedsTable(results: readonly SeedResult[], markdown = false): string {
  const rows = MEASURES.flatMap(({ name, of }): Row[] => {
    const pairs = results.flatMap(({ sft, selected }): [number, number][] => {
      const [before, after] = [of(sft), of(selected)];
      return before === null || after === null ? [] : [[before, after]];
    });
    if (pairs.length < results.length) return [];
    const { mean: difference, low, high } = pairedInterval(pairs.map(([before, after]) => after - before));
    return [{
      name,
      sft: mean(pairs.map(([before]) => before)).toFixed(3),
      selected: mean(pairs.map(([, after]) => after)).toFixed(3),
      difference: signed(difference),
      interval: low === undefined || high === undefined ? "–" : `${signed(low)} … ${signed(high)}`,
    }];
  });
  const seeds = results.map(({ seed }) => seed).join(", ");
  return `${textTable(COLUMNS, rows, markdown)}\n\n${results.length} seeds: ${seeds}`;
}
