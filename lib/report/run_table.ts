import { EQUILIBRIUM_FREQUENCIES } from "../games/kuhn/frequencies.ts";
import type { EvaluationLine } from "../results/schema.ts";
import { type Column, textTable } from "./text_table.ts";

/** `base`, `SFT`, `SEPO 20`. */
export function checkpointName({ stage, iteration }: EvaluationLine["checkpoint"]): string {
  return stage === "sepo" ? `SEPO ${iteration}` : stage === "sft" ? "SFT" : stage;
}

const fixed = (value: number | null, digits = 3) => value === null ? "–" : value.toFixed(digits);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

type Row = EvaluationLine & { readonly selected: boolean };

const PERFORMANCE: readonly Column<Row>[] = [
  {
    title: "checkpoint",
    cell: ({ checkpoint, selected }) => checkpointName(checkpoint) + (selected ? " *" : ""),
    align: "left",
  },
  { title: "Pay/r", cell: ({ payoff }) => fixed(payoff) },
  { title: "Exploit", cell: ({ exploitability }) => fixed(exploitability) },
  { title: "Robust", cell: ({ robust }) => fixed(robust) },
  { title: "Safety J", cell: ({ objective }) => fixed(objective) },
  { title: "NRA", cell: ({ nra }) => "value" in nra ? fixed(nra.value) : "undefined" },
  { title: "expl. answer-only", cell: ({ details }) => fixed(details.exploitability.answerOnly) },
  { title: "expl. sampled", cell: ({ details }) => fixed(details.exploitability.sampled) },
  { title: "fallback", cell: ({ fallbackRate }) => percent(fallbackRate) },
];

/** A row of card-conditioned frequencies: what a checkpoint, or the equilibrium family, does with each card. */
interface FrequencyRow {
  readonly name: string;
  readonly bet: readonly string[];
  readonly call: readonly string[];
}

const FREQUENCY_COLUMNS: readonly Column<FrequencyRow>[] = [
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

function frequencyRow({ checkpoint, details: { rates }, selected }: Row): FrequencyRow {
  const cards = ({ J, Q, K }: { J: number; Q: number; K: number }) => [J, Q, K].map((rate) => fixed(rate, 2));
  return { name: checkpointName(checkpoint) + (selected ? " *" : ""), bet: cards(rates.bet), call: cards(rates.call) };
}

/**
 * A run's table: its checkpoints' measures, then how often each card bets and calls beside the equilibrium family.
 *
 * @param evaluations Those for reporting, in order.
 * @param selected The checkpoint that was chosen, on other samples; it gets a star.
 */
export function runTable(
  evaluations: readonly EvaluationLine[],
  selected: EvaluationLine["checkpoint"],
  markdown = false,
): string {
  const rows = evaluations.map((line): Row => ({
    ...line,
    selected: line.checkpoint.stage === selected.stage && line.checkpoint.iteration === selected.iteration,
  }));
  const first = rows[0];
  if (first === undefined) return "No checkpoint was evaluated";
  const { samples } = first.details.policy[0]!;
  const { mean, sd } = first.details.exploitability.equilibriumAtSameSamples;
  return [
    textTable(PERFORMANCE, rows, markdown),
    "",
    textTable(FREQUENCY_COLUMNS, [...rows.map(frequencyRow), equilibriumRow()], markdown),
    "",
    `* chosen by J on other samples. Payoffs in chips a hand; each policy is its table of ${samples} replies at each of the`,
    "12 information sets, measured by full traversal. expl. answer-only: exact, of the policy that answers without a reason;",
    `expl. sampled: of that table, biased upwards near 0 (an equilibrium sampled as often shows ${fixed(mean)} ± ${
      fixed(sd)
    }).`,
    "fallback: share of decisions in play against the train pool. NRA is undefined because the game is zero-sum.",
  ].join("\n");
}
