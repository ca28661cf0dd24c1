import { domainsOf } from "../../dsl/domains_of.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import { defaultSettings } from "./default_settings.ts";
import { figureOf } from "./figure.ts";
import type { Group } from "./group.ts";
import { HYPERPARAMETER_SETTINGS, type HyperparameterSetting } from "./hyperparameter_settings.ts";
import { DEFAULTS } from "./lambda_table.ts";
import { emptyLine } from "./our_lines.ts";
import { paperSource } from "./paper_lines.ts";
import type { Edition, Paper, PaperCell } from "./paper_schema.ts";
import { EMPTY_CELL, type PaperTable, type TableCell, type TableLine } from "./table.ts";

const STAGES = [{ name: "sft", title: "SFT" }, { name: "sepo", title: "SEPO" }] as const;

/** A setting as the paper would print it: `0.2`, `2e-5`. */
function cellOf(value: string | number | undefined): TableCell {
  if (value === undefined) return EMPTY_CELL;
  if (typeof value === "string") return { text: value };
  return { text: value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : `${value}`, value };
}

function printedCell(cell: PaperCell | undefined): TableCell {
  if (cell === undefined) return EMPTY_CELL;
  const value = figureOf(cell.printed);
  return { text: cell.printed, ...Number.isFinite(value) ? { value } : {} };
}

const isKuhn = (settings: RunSettings) => domainsOf(settings).some(({ domain }) => domain.name === "kuhn");

/** Whether settings are among those that a hyperparameter is about. */
function concerns({ domains }: HyperparameterSetting, settings: RunSettings): boolean {
  return domains === undefined || (domains === "kuhn") === isKuhn(settings);
}

/** Settings as a source of lines. */
interface Settings {
  readonly source: string;
  readonly settings: RunSettings;
}

/** The paper's hyperparameters beside the defaults, and beside what was run where that differs from the defaults. */
export function hyperparameterTable(
  edition: Edition,
  { hyperparameters, sources }: Pick<Paper, "hyperparameters" | "sources">,
  groups: readonly Group[],
): PaperTable {
  const run: Settings[] = [
    ...(["ipd", "kuhn"] as const).map((domain) => ({ source: DEFAULTS, settings: defaultSettings(domain) })),
    ...new Map(groups.map(({ name, family, runs }) => [
      name,
      { source: `${name}, ${family}`, settings: runs[0]!.run.settings },
    ])).values(),
  ];
  const printed = hyperparameters.filter(({ cells }) =>
    STAGES.some(({ name }) => sources[cells[name]?.source ?? ""]?.editions.includes(edition))
  );
  const lines = printed.flatMap(({ name, label, cells }): TableLine[] => {
    const setting = HYPERPARAMETER_SETTINGS[name];
    const paper = STAGES.map((stage) => printedCell(cells[stage.name]));
    const paperLine = { subject: label, detail: "", source: paperSource(edition), cells: paper };
    if (setting === undefined) return [paperLine, { ...emptyLine(label, "", STAGES.length), source: DEFAULTS }];
    const ours = run.filter(({ settings }) => concerns(setting, settings)).map(({ source, settings }): TableLine => ({
      subject: label,
      detail: "",
      source,
      cells: STAGES.map((stage) => cellOf(setting[stage.name]?.(settings))),
    }));
    const [defaults, ...others] = ours;
    const texts = ({ cells }: TableLine) => cells.map(({ text }) => text).join("\n");
    const other = others.filter((line) => defaults === undefined || texts(line) !== texts(defaults));
    return [paperLine, ...defaults === undefined ? [] : [defaults], ...other];
  });
  return {
    id: `hyperparameters-${edition}`,
    title: `Hyperparameters (${edition})`,
    heads: ["hyperparameter", "", "whose"],
    columns: STAGES.map(({ title }) => title),
    lines,
    notes: [
      "Experiments are listed where they differ from the defaults. An empty cell of ours is no setting. SEPO trains without dropout: with it the first step's " +
      "ratio isn't 1.",
    ],
  };
}
