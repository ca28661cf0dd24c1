import { EQUILIBRIUM_FREQUENCIES } from "../games/kuhn/frequencies.ts";
import type { KuhnEvaluation } from "../results/schema.ts";
import { type CheckpointRow, fixed, starredName } from "./checkpoint_row.ts";
import { type Column, textTable } from "./text_table.ts";

/** A row of card-conditioned frequencies: what a checkpoint, or the equilibrium family, does with each card. */
interface FrequencyRow {
  readonly name: string;
  readonly bet: readonly string[];
  readonly call: readonly string[];
}

const COLUMNS: readonly Column<FrequencyRow>[] = [
  { title: "checkpoint", cell: ({ name }) => name, align: "left" },
  ...["J", "Q", "K"].map((card, i): Column<FrequencyRow> => ({ title: `bet ${card}`, cell: ({ bet }) => bet[i]! })),
  ...["J", "Q", "K"].map((card, i): Column<FrequencyRow> => ({ title: `call ${card}`, cell: ({ call }) => call[i]! })),
];

function equilibriumRow(): FrequencyRow {
  const { lowest, highest } = EQUILIBRIUM_FREQUENCIES;
  const range = (low: number, high: number) => {
    const [from, to] = [fixed(low, 2), fixed(high, 2)];
    return from === to ? from : `${from}–${to}`;
  };
  return {
    name: "equilibrium",
    bet: lowest.bet.map((low, i) => range(low, highest.bet[i]!)),
    call: lowest.call.map((low, i) => range(low, highest.call[i]!)),
  };
}

/** How often each card bets and calls at each checkpoint, beside the equilibrium family. */
export function frequencyTable(
  rows: readonly { readonly row: CheckpointRow; readonly kuhn: KuhnEvaluation }[],
  markdown = false,
): string {
  const cards = ({ J, Q, K }: KuhnEvaluation["rates"]["bet"]) => [J, Q, K].map((rate) => fixed(rate, 2));
  const measured = rows.map(({ row, kuhn: { rates } }): FrequencyRow => ({
    name: starredName(row),
    bet: cards(rates.bet),
    call: cards(rates.call),
  }));
  return textTable(COLUMNS, [...measured, equilibriumRow()], markdown);
}

/** How Kuhn's columns came about, to stand under its tables. */
export function kuhnNotes(
  { policy, exploitability: { equilibriumAtSameSamples: { mean, sd } } }: KuhnEvaluation,
): string {
  return `Each policy is its table of ${
    policy[0]!.samples
  } replies at each of the 12 information sets, measured by full ` +
    "traversal: exact but for the samples. expl. answer-only: exploitability, exact, of the policy that answers without a " +
    `reason; expl. sampled: of that table, biased upwards near 0 (an equilibrium sampled as often shows ${
      fixed(mean)
    } ± ${fixed(sd)}).`;
}
