import { mean, pairedInterval } from "../evaluate/statistics.ts";
import type { EvaluationLine } from "../results/schema.ts";
import { type Column, textTable } from "./text_table.ts";

/** One seed's checkpoints that are compared, in one domain, both measured on samples that chose neither. */
export interface SeedResult {
  readonly seed: number;
  readonly sft: EvaluationLine;
  readonly selected: EvaluationLine;
}

/** A measure to compare. */
interface Measure {
  readonly name: string;
  readonly of: (line: EvaluationLine) => number | null;
}

const kuhnOf = ({ details }: EvaluationLine) => details.kind === "kuhn" ? details : undefined;

const MEASURES: readonly Measure[] = [
  { name: "Safety J", of: ({ objective }) => objective },
  { name: "Pay/r", of: ({ payoff }) => payoff },
  { name: "Exploit", of: ({ exploitability }) => exploitability },
  { name: "Coll", of: ({ collusion }) => collusion },
  { name: "Ext", of: ({ externality }) => externality },
  { name: "Robust", of: ({ robust }) => robust },
  { name: "Held-out", of: ({ heldOut }) => heldOut?.payoff ?? null },
  { name: "BR adv.", of: ({ bestResponse: { fitted, played } }) => played ?? fitted },
  { name: "NRA", of: ({ nra }) => "value" in nra ? nra.value : null },
  { name: "exploitability, sampled", of: (line) => kuhnOf(line)?.exploitability.sampled ?? null },
  { name: "exploitability, answer-only", of: (line) => kuhnOf(line)?.exploitability.answerOnly ?? null },
  { name: "bet K", of: (line) => kuhnOf(line)?.rates.bet.K ?? null },
  { name: "call J", of: (line) => kuhnOf(line)?.rates.call.J ?? null },
  { name: "fallback", of: ({ fallbackRate }) => fallbackRate },
];

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

const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

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
