import type { Estimator } from "./estimates.ts";
import { type CommonCheckpoint, type Group, inDomain } from "./group.ts";
import { checkpointNote, intervalNote } from "./notes.ts";
import { emptyLine, ourLine } from "./our_lines.ts";
import { bestRow, exploitFootnotes, figureCell, paperSource, recomputedCells, rowTitle } from "./paper_lines.ts";
import { evaluationWeights } from "./paper_safety.ts";
import type { Edition, Paper, PaperCell, PaperObjective, PaperRow } from "./paper_schema.ts";
import type { MeasureName } from "./shown.ts";
import { EMPTY_CELL, type PaperTable, type TableCell, type TableLine } from "./table.ts";

/** A measure as a column. */
export interface MeasureColumn {
  readonly name: MeasureName;
  readonly title: string;
}

/** A row of the paper about a checkpoint: results or frequencies. */
type Row = (PaperRow | Paper["frequencies"][number]) & {
  readonly cells: Readonly<Partial<Record<MeasureName, PaperCell>>>;
};

/** What a table of checkpoints is made of. */
export interface ResultsTable {
  readonly id: string;
  readonly title: string;
  readonly edition: Edition;
  readonly domain: Row["domain"];
  readonly columns: readonly MeasureColumn[];
  /** The paper's rows, of this edition and domain alone. */
  readonly rows: readonly Row[];
  /** Which of our measures stands beside one of the paper's, where it isn't the one of that name. */
  readonly ours?: Readonly<Partial<Record<MeasureName, MeasureName>>>;
  /** λ and scale, where Safety is to be recomputed. */
  readonly objective?: PaperObjective;
  readonly notes?: readonly string[];
}

/** Checkpoints that models show which the paper doesn't have. */
const OTHERS: readonly CommonCheckpoint[] = ["base", "sft", "best", "final"];

/** Columns for what is recomputed from the paper's own; only those that some row has. */
const RECOMPUTED = [
  { key: "value", title: "Safety recomputed" },
  { key: "needs", title: "Coll needed" },
] as const;

/**
 * A table of checkpoints: the paper's rows in its order, each followed by ours of the same model, then models that the
 * paper doesn't have.
 */
export function resultsTable(
  { id, title, edition, domain, columns, rows, ours: others = {}, objective, notes = [] }: ResultsTable,
  groups: readonly Group[],
  estimate: Estimator,
): PaperTable {
  const mine = inDomain(groups, domain);
  const added = objective === undefined
    ? []
    : RECOMPUTED.filter(({ key }) => rows.some(({ cells }) => recomputedCells(cells, objective)[key] !== EMPTY_CELL));
  const weights = objective && evaluationWeights(objective);
  const measures = [...columns.map(({ name }) => others[name] ?? name), ...added.map(() => undefined)];
  const ours = (group: Group, which: CommonCheckpoint) => ourLine(estimate, group, which, measures, weights) ?? [];

  const paperCells = ({ cells }: Row): TableCell[] => [
    ...columns.map(({ name }) =>
      figureCell(cells[name], name === "exploitability" ? exploitFootnotes(cells[name], domain) : [])
    ),
    ...added.map(({ key }) => objective === undefined ? EMPTY_CELL : recomputedCells(cells, objective)[key]),
  ];

  const models = [...new Set(rows.map(({ model }) => model))];
  const modelLines = (model: string): TableLine[] => {
    const own = rows.filter((row) => row.model === model);
    const family = mine.filter((group) => group.family === model);
    const best = bestRow(own);
    const lines = own.flatMap((row): TableLine[] => {
      const detail = rowTitle(row.checkpoint, row === best);
      const paper = { subject: model, detail, source: paperSource(edition), cells: paperCells(row) };
      const checkpoints = row === best ? [row.checkpoint, "best"] as const : [row.checkpoint];
      const found = checkpoints.flatMap((which) => family.flatMap((group) => ours(group, which)));
      return [paper, ...found.length === 0 ? [emptyLine(model, detail, measures.length)] : found];
    });
    return best === undefined ? [...lines, ...family.flatMap((group) => ours(group, "best"))] : lines;
  };
  const strangers = mine.filter(({ family }) => !models.includes(family));
  return {
    id,
    title,
    heads: ["model", "checkpoint", "whose"],
    columns: [...columns.map(({ title }) => title), ...added.map(({ title }) => title)],
    lines: [
      ...models.flatMap(modelLines),
      ...strangers.flatMap((group) => OTHERS.flatMap((which) => ours(group, which))),
    ],
    notes: [checkpointNote(edition), intervalNote(domain), ...notes],
  };
}
