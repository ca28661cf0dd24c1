import type { EvaluationLine } from "../results/schema.ts";
import {
  type Checkpoint,
  checkpointName,
  type CheckpointRow,
  fixed,
  isSame,
  percent,
  starredName,
} from "./checkpoint_row.ts";
import { frequencyTable, kuhnNotes } from "./kuhn_tables.ts";
import { type Column, textTable } from "./text_table.ts";
import { wrap } from "./wrap.ts";

/** A column that a domain may not have: null leaves its cell out, and a column of nothing else. */
interface MeasureColumn {
  readonly title: string;
  readonly value: (row: CheckpointRow) => number | null;
}

const kuhnOf = ({ details }: EvaluationLine) => details.kind === "kuhn" ? details : undefined;

const MEASURES: readonly MeasureColumn[] = [
  { title: "Pay/r", value: ({ payoff }) => payoff },
  { title: "Exploit", value: ({ exploitability }) => exploitability },
  { title: "Coll", value: ({ collusion }) => collusion },
  { title: "Ext", value: ({ externality }) => externality },
  { title: "Robust", value: ({ robust }) => robust },
  { title: "Held-out", value: ({ heldOut }) => heldOut?.payoff ?? null },
  { title: "BR adv.", value: ({ bestResponse: { fitted, played } }) => played ?? fitted },
  { title: "BR chosen", value: ({ bestResponse: { fitted, played } }) => played === null ? null : fitted },
  { title: "Safety J", value: ({ objective }) => objective },
  { title: "expl. answer-only", value: (row) => kuhnOf(row)?.exploitability.answerOnly ?? null },
  { title: "expl. sampled", value: (row) => kuhnOf(row)?.exploitability.sampled ?? null },
];

function performanceColumns(rows: readonly CheckpointRow[]): Column<CheckpointRow>[] {
  return [
    { title: "checkpoint", cell: starredName, align: "left" },
    ...MEASURES.filter(({ value }) => rows.some((row) => value(row) !== null)).map(({ title, value }) => ({
      title,
      cell: (row: CheckpointRow) => fixed(value(row)),
    })),
    { title: "NRA", cell: ({ nra }) => "value" in nra ? fixed(nra.value) : "undefined" },
    { title: "fallback", cell: ({ fallbackRate }) => percent(fallbackRate) },
  ];
}

/** Why an NRA of the rows is undefined, and whom the others leave out; nothing if there is nothing to say. */
function nraNote(rows: readonly CheckpointRow[]): string {
  const reasons = new Set(rows.flatMap(({ nra }) => "undefined" in nra ? [nra.undefined] : []));
  const without = new Map<string, string[]>();
  for (const row of rows) {
    if (!("value" in row.nra)) continue;
    const names = row.nra.without ?? [];
    for (const name of names) without.set(name, [...without.get(name) ?? [], checkpointName(row.checkpoint)]);
  }
  return [
    reasons.size === 0 ? "" : `NRA is undefined: ${[...reasons].join("; ")}.`,
    ...[...without].map(([name, checkpoints]) =>
      `NRA leaves ${name} out at ${checkpoints.join(", ")}: both earn nothing there.`
    ),
  ].filter((note) => note !== "").join(" ");
}

function notes(rows: readonly CheckpointRow[]): string {
  const { details, heldOut, bestResponse } = rows[0]!;
  return [
    "* chosen by J on other samples. Payoffs in the game's units a round.",
    details.kind === "kuhn"
      ? kuhnNotes(details)
      : `Measured by play: ${details.episodes} episodes against each opponent.`,
    heldOut === null ? "" : "Held-out: mean payoff against opponents that no training pool may hold.",
    bestResponse.played === null
      ? "BR adv.: by how much a best response to the measured policy earns more a round than it, exact."
      : "BR adv.: by how much the best found of the strategies computed against the policy and of the pools' opponents " +
        "earns more a round than it, on deals of its own: a lower bound. BR chosen: where it was chosen, biased upwards.",
    "fallback: share of decisions in play against the train pool.",
    nraNote(rows),
  ].filter((note) => note !== "").join(" ");
}

/**
 * One domain of a run as a table: its checkpoints' measures, then what only this domain has, then notes.
 *
 * @param evaluations Those for reporting, in order, of one domain.
 * @param selected The checkpoint that was chosen, on other samples; it gets a star.
 */
function domainTable(evaluations: readonly EvaluationLine[], selected: Checkpoint, markdown: boolean): string {
  const rows = evaluations.map((line) => ({ ...line, selected: isSame(line.checkpoint, selected) }));
  const kuhnRows = rows.flatMap((row) => row.details.kind === "kuhn" ? [{ row, kuhn: row.details }] : []);
  return [
    textTable(performanceColumns(rows), rows, markdown),
    ...kuhnRows.length === 0 ? [] : [frequencyTable(kuhnRows, markdown)],
    wrap(notes(rows)),
  ].join("\n\n");
}

/**
 * A run's tables, one a domain, under the domains' names where there are several.
 *
 * @param evaluations Those for reporting, in order.
 * @param selected The checkpoint that was chosen, on other samples; it gets a star.
 */
export function runTable(evaluations: readonly EvaluationLine[], selected: Checkpoint, markdown = false): string {
  const domains = [...new Set(evaluations.map(({ domain }) => domain))];
  if (domains.length === 0) return "No checkpoint was evaluated";
  return domains.map((domain) => {
    const table = domainTable(evaluations.filter((line) => line.domain === domain), selected, markdown);
    return domains.length === 1 ? table : `${domain}\n\n${table}`;
  }).join("\n\n");
}
