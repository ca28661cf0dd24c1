import { type Group, inDomain } from "./group.ts";
import { hierarchicalBootstrap } from "./hierarchical_bootstrap.ts";
import { emptyLine, estimateCell, groupSource } from "./our_lines.ts";
import { figureCell, paperSource } from "./paper_lines.ts";
import type { Edition, Paper } from "./paper_schema.ts";
import { EMPTY_CELL, type PaperTable, type TableLine } from "./table.ts";

/** The domain that the paper shows the mechanism on. */
const DOMAIN = "ipd";

/** Where the paper doesn't name the model. */
const UNNAMED = "not named";

const NOTE =
  "Mean collusion of a step's own training episodes against the collusive pool. Ours: mean over seeds [95 % " +
  "percentile interval of a bootstrap over seeds].";

function ourArm(group: Group, steps: readonly number[]): TableLine {
  const values = steps.map((step) =>
    group.runs.flatMap(({ trainingCollusion }) => trainingCollusion.get(DOMAIN)?.get(step) ?? [])
  );
  return {
    subject: group.family,
    detail: group.runs[0]!.run.settings.sepo.credit,
    source: groupSource(group, group.runs.length),
    ...group.remarks.length === 0 ? {} : { footnotes: group.remarks },
    cells: values.map((each) => {
      const [estimate] = each.length === 0 ? [] : hierarchicalBootstrap(each.map((value) => ({ values: [value] })));
      return estimate === undefined ? EMPTY_CELL : estimateCell(estimate);
    }),
  };
}

/** Collusion in IPD's training by the path of the penalty's gradient: the paper's arms beside ours. */
export function mechanismTable(
  edition: Edition,
  { mechanism }: Pick<Paper, "mechanism">,
  groups: readonly Group[],
): PaperTable {
  const rows = mechanism.filter((row) => row.edition === edition);
  const steps = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells).map(Number)))].sort((a, b) => a - b);
  const ours = inDomain(groups, DOMAIN).map((group) => ourArm(group, steps));
  return {
    id: `mechanism-${edition}`,
    title: `Collusion in IPD's training, by credit (${edition})`,
    heads: ["model", "credit", "whose"],
    columns: steps.map((step) => `step ${step}`),
    lines: [
      ...rows.flatMap(({ credit, cells }): TableLine[] => [
        {
          subject: UNNAMED,
          detail: credit,
          source: paperSource(edition),
          cells: steps.map((step) => figureCell(cells[step])),
        },
        ...ours.some(({ detail }) => detail === credit) ? [] : [emptyLine(UNNAMED, credit, steps.length)],
      ]),
      ...ours,
    ],
    notes: [NOTE],
  };
}
