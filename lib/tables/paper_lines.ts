import { figureOf } from "./figure.ts";
import { EXPLOIT_BOUNDS } from "./exploit_bound.ts";
import { checkpointTitle, decimal } from "./our_lines.ts";
import type { Edition, PaperCell, PaperCheckpoint, PaperObjective, PaperRow } from "./paper_schema.ts";
import { recomputedSafety } from "./paper_safety.ts";
import { EMPTY_CELL, type TableCell } from "./table.ts";

/** What tables call the paper's figures. */
export function paperSource(edition: Edition): string {
  return `paper, ${edition}`;
}

/** A number as the paper prints it. */
export function figureCell(cell: PaperCell | undefined, footnotes: readonly string[] = []): TableCell {
  if (cell === undefined) return EMPTY_CELL;
  return {
    text: cell.printed,
    value: figureOf(cell.printed),
    ...footnotes.length === 0 ? {} : { footnotes },
  };
}

/** What has to be said of a printed Exploit. */
export function exploitFootnotes(cell: PaperCell | undefined, domain: PaperRow["domain"]): string[] {
  const bound = EXPLOIT_BOUNDS[domain];
  return cell !== undefined && figureOf(cell.printed) > bound
    ? [`Above ${bound}, the most that the exploit pool allows.`]
    : [];
}

/** Whether a row is about SEPO's weights. */
const isTrained = ({ checkpoint }: { readonly checkpoint: PaperCheckpoint }) =>
  typeof checkpoint === "number" || checkpoint === "final";

/**
 * The row of a model that the paper would report: SEPO's with the highest printed Safety, or SEPO's only one. Undefined where
 * the rows don't tell.
 */
export function bestRow<Row extends Pick<PaperRow, "checkpoint" | "cells">>(rows: readonly Row[]): Row | undefined {
  const trained = rows.filter(isTrained);
  const [first] = trained;
  if (trained.length <= 1 || first === undefined) return first;
  if (trained.some(({ cells }) => cells.safety === undefined)) return undefined;
  const safety = ({ cells }: Row) => figureOf(cells.safety?.printed ?? "");
  return trained.reduce((best, row) => safety(row) > safety(best) ? row : best);
}

/** `SEPO 25`, and whether it is the paper's best. */
export function rowTitle(checkpoint: PaperCheckpoint, isBest: boolean): string {
  return checkpointTitle(checkpoint) + (isBest ? ", best" : "");
}

/** Safety recomputed from a row's own columns, or the collusion that it would need. */
export interface RecomputedCells {
  readonly value: TableCell;
  readonly needs: TableCell;
}

/** The cells that stand beside a printed Safety; flagged where the printed columns can't make it. */
export function recomputedCells(cells: PaperRow["cells"], of: PaperObjective): RecomputedCells {
  const recomputed = recomputedSafety(cells, of);
  if (recomputed === undefined || cells.safety === undefined) return { value: EMPTY_CELL, needs: EMPTY_CELL };
  if (recomputed.kind === "value") {
    const { value, rounding } = recomputed;
    const differs = Math.abs(value - figureOf(cells.safety.printed)) > rounding + 1e-9;
    const footnotes = differs ? ["The printed Safety isn't what the printed columns make."] : [];
    return { value: { text: decimal(value), value, footnotes }, needs: EMPTY_CELL };
  }
  const { collusion, possible } = recomputed;
  const footnotes = possible ? [] : ["No collusion makes the printed Safety: the one needed is no rate in [0, 1]."];
  return { value: EMPTY_CELL, needs: { text: decimal(collusion, 2), value: collusion, footnotes } };
}
