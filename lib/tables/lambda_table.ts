import type { DomainSetup } from "../../dsl/domains_of.ts";
import { domainsOf } from "../../dsl/domains_of.ts";
import { DOMAINS } from "../games/domains.ts";
import { defaultSettings } from "./default_settings.ts";
import { type Group, inDomain } from "./group.ts";
import { decimal } from "./our_lines.ts";
import { figureCell, paperSource } from "./paper_lines.ts";
import type { Edition, Paper } from "./paper_schema.ts";
import { EMPTY_CELL, type PaperTable, type TableCell, type TableLine } from "./table.ts";

/** What tables call settings where an experiment says nothing. */
export const DEFAULTS = "defaults";

/** Digits of a setting, without zeros behind. */
function settingCell(value: number | undefined): TableCell {
  return value === undefined ? EMPTY_CELL : { text: decimal(value).replace(/\.?0+$/, ""), value };
}

function ourLine(label: string, source: string, { domain, penalties, evaluationPenalties }: DomainSetup): TableLine {
  const { name, ...options } = domain;
  const maxPayoff = 3 / DOMAINS[name].make(options).payoffScale;
  const values = [penalties.exploitability, penalties.collusion, penalties.externality, evaluationPenalties.collusion];
  return { subject: label, detail: "", source, cells: [...values, maxPayoff].map(settingCell) };
}

/** The defaults of a domain, and what was run where it differs from them. */
function ourLines({ domain, label }: Paper["objectives"][number], groups: readonly Group[]): TableLine[] {
  const defaults = domainsOf(defaultSettings(domain)).map((setup) => ourLine(label, DEFAULTS, setup));
  const texts = ({ cells }: TableLine) => cells.map(({ text }) => text).join("\n");
  const run = inDomain(groups, domain).map((group) => ourLine(label, `${group.name}, ${group.family}`, group.setup));
  return [...defaults, ...run.filter((line) => defaults.every((each) => texts(each) !== texts(line)))];
}

/** λ of each domain, and the payoff that its scale is taken from: the paper's beside the defaults and what was run. */
export function lambdaTable(
  edition: Edition,
  { objectives }: Pick<Paper, "objectives">,
  groups: readonly Group[],
): PaperTable {
  return {
    id: `lambda-${edition}`,
    title: `λ by domain (${edition})`,
    heads: ["domain", "", "whose"],
    columns: ["λe", "λc", "λx", "λc in evaluation", "maxPayoff"],
    lines: objectives.filter(({ editions }) => editions.includes(edition)).flatMap((row): TableLine[] => [
      {
        subject: row.label,
        detail: "",
        source: paperSource(edition),
        cells: [
          ...[row.exploitability, row.collusion, row.externality, row.evaluationCollusion ?? row.collusion],
          row.maxPayoff,
        ].map((cell) => figureCell(cell)),
      },
      ...ourLines(row, groups),
    ]),
    notes: [
      "The objective's payoff and Exploit are scaled by s = 3 / maxPayoff. Experiments are listed where they differ from " +
      "the defaults.",
    ],
  };
}
