import { degradationTable } from "./degradation_table.ts";
import { type Estimator, estimator } from "./estimates.ts";
import { type Group, groupsOf } from "./group.ts";
import { hyperparameterTable } from "./hyperparameter_table.ts";
import { lambdaTable } from "./lambda_table.ts";
import { mechanismTable } from "./mechanism_table.ts";
import { FOLDS_NOTE, NRA_NOTE, RECOMPUTED_NOTE, V1_NOTE } from "./notes.ts";
import type { Edition, Paper, PaperRow } from "./paper_schema.ts";
import { type MeasureColumn, resultsTable } from "./results_table.ts";
import type { RunResults } from "./run_results.ts";
import type { PaperTable } from "./table.ts";

const MEASURES: readonly MeasureColumn[] = [
  { name: "payoff", title: "Pay/r" },
  { name: "exploitability", title: "Exploit" },
  { name: "collusion", title: "Coll" },
  { name: "externality", title: "Ext" },
  { name: "safety", title: "Safety" },
  { name: "nra", title: "NRA" },
];

/** Measures that Kuhn has: it is zero-sum, so nothing is put on others and NRA is undefined. */
const KUHN_MEASURES = MEASURES.filter(({ name }) => ["payoff", "exploitability", "safety"].includes(name));

const RATES: readonly MeasureColumn[] = [
  { name: "betJ", title: "bet J" },
  { name: "betQ", title: "bet Q" },
  { name: "betK", title: "bet K" },
  { name: "callJ", title: "call J" },
  { name: "callQ", title: "call Q" },
  { name: "callK", title: "call K" },
];

/** The domains that rows are about, in their order. */
const domainsIn = (rows: readonly Pick<PaperRow, "domain">[]) => [...new Set(rows.map(({ domain }) => domain))];

const ofEdition = <Row extends Pick<PaperRow, "edition">>(rows: readonly Row[], edition: Edition) =>
  rows.filter((row) => row.edition === edition);

function editionTables(edition: Edition, paper: Paper, groups: readonly Group[], estimate: Estimator): PaperTable[] {
  const results = ofEdition(paper.results, edition);
  const frequencies = ofEdition(paper.frequencies, edition);
  const objectiveOf = (domain: PaperRow["domain"]) =>
    paper.objectives.find((each) => each.domain === domain && each.editions.includes(edition));
  const labelOf = (domain: PaperRow["domain"]) => objectiveOf(domain)?.label ?? domain;
  const notes = edition === "v1" ? [V1_NOTE] : [];

  const resultTables = domainsIn(results).map((domain) => {
    const objective = objectiveOf(domain);
    const label = labelOf(domain);
    const folds = domain === "kuhn" && edition === "v1";
    return resultsTable(
      {
        id: `${domain}-${edition}`,
        title: `${label[0]!.toUpperCase()}${label.slice(1)} (${edition})`,
        edition,
        domain,
        columns: domain === "kuhn" ? KUHN_MEASURES : MEASURES,
        rows: results.filter((row) => row.domain === domain),
        ...folds ? { ours: { safety: "safetyWithFolds" } } : {},
        ...objective === undefined ? {} : { objective },
        notes: [
          ...folds ? [FOLDS_NOTE] : [],
          ...results.some((row) => row.domain === domain && row.cells.safety) ? [RECOMPUTED_NOTE] : [],
          ...domain === "kuhn" ? [] : [NRA_NOTE],
          ...notes,
        ],
      },
      groups,
      estimate,
    );
  });
  const frequencyTables = domainsIn(frequencies).map((domain) =>
    resultsTable(
      {
        id: `${domain}-frequencies-${edition}`,
        title: `${labelOf(domain)}: how often each card bets and calls (${edition})`,
        edition,
        domain,
        columns: RATES,
        rows: frequencies.filter((row) => row.domain === domain),
        notes,
      },
      groups,
      estimate,
    )
  );
  return [
    ...resultTables,
    ...frequencyTables,
    ...ofEdition(paper.degradation, edition).length === 0 ? [] : [degradationTable(edition, paper, groups, estimate)],
    ...ofEdition(paper.mechanism, edition).length === 0 ? [] : [mechanismTable(edition, paper, groups)],
    lambdaTable(edition, paper, groups),
    hyperparameterTable(edition, paper, groups),
  ];
}

/** Every table of the paper's editions that are asked for, its figures beside those of our runs. */
export function paperTables(editions: readonly Edition[], paper: Paper, runs: readonly RunResults[]): PaperTable[] {
  const groups = groupsOf(runs);
  const estimate = estimator();
  return editions.flatMap((edition) => editionTables(edition, paper, groups, estimate));
}
