import { type Group, inDomain } from "./group.ts";
import type { Estimator } from "./estimates.ts";
import { checkpointNote, intervalNote } from "./notes.ts";
import { emptyLine, estimateCell, groupSource } from "./our_lines.ts";
import { exploitFootnotes, figureCell, paperSource } from "./paper_lines.ts";
import type { Edition, Paper } from "./paper_schema.ts";
import { EMPTY_CELL, type PaperTable, type TableLine } from "./table.ts";

type Row = Paper["degradation"][number];

/** The columns: what is printed of them, and which of our checkpoints stands beside it. */
const COLUMNS = [
  { name: "base", title: "base", which: "base" },
  { name: "sft", title: "SFT", which: "sft" },
  { name: "sepo", title: "SEPO best", which: "best" },
] as const;

function ourDegradation(estimate: Estimator, group: Group, label: string): TableLine {
  const estimates = COLUMNS.map(({ which }) => estimate(group, which));
  return {
    subject: group.family,
    detail: label,
    source: groupSource(group, Math.max(0, ...estimates.map((each) => each?.seeds ?? 0))),
    ...group.remarks.length === 0 ? {} : { footnotes: group.remarks },
    cells: estimates.map((each) => {
      const exploit = each?.of.get("exploitability");
      return exploit === undefined ? EMPTY_CELL : estimateCell(exploit);
    }),
  };
}

/** What SFT does to Exploit, and what SEPO makes of it: the paper's rows beside ours. */
export function degradationTable(
  edition: Edition,
  { degradation, objectives }: Pick<Paper, "degradation" | "objectives">,
  groups: readonly Group[],
  estimate: Estimator,
): PaperTable {
  const rows = degradation.filter((row) => row.edition === edition);
  const labelOf = (domain: string) => objectives.find((each) => each.domain === domain)?.label ?? domain;
  const isPapers = ({ family, setup }: Group, { model, domain }: Row) =>
    family === model && setup.domain.name === domain;
  const paperLines = rows.flatMap((row): TableLine[] => {
    const detail = labelOf(row.domain);
    const own = inDomain(groups, row.domain).filter((group) => isPapers(group, row));
    return [
      {
        subject: row.model,
        detail,
        source: paperSource(edition),
        cells: COLUMNS.map(({ name }) => figureCell(row.cells[name], exploitFootnotes(row.cells[name], row.domain))),
      },
      ...own.length === 0
        ? [emptyLine(row.model, detail, COLUMNS.length)]
        : own.map((group) => ourDegradation(estimate, group, detail)),
    ];
  });
  const others = groups.filter((group) => !rows.some((row) => isPapers(group, row)));
  return {
    id: `degradation-${edition}`,
    title: `Exploit before SFT, after it, and after SEPO (${edition})`,
    heads: ["model", "domain", "whose"],
    columns: COLUMNS.map(({ title }) => title),
    lines: [...paperLines, ...others.map((group) => ourDegradation(estimate, group, labelOf(group.setup.domain.name)))],
    notes: [checkpointNote(edition), intervalNote()],
  };
}
