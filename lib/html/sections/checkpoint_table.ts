import { checkpointRows, chosenLines, type SeedLine } from "../data/checkpoint_rows.ts";
import type { Arm, Experiment } from "../data/experiment.ts";
import { type Measure, measuresOf } from "../data/measures.ts";
import { seedMean } from "../data/seed_mean.ts";
import { type Markup, markup } from "../markup.ts";
import { breakable } from "./breakable.ts";
import { swatch } from "./swatch.ts";
import { type Head, NO_VALUE, numberCell, table } from "./table.ts";
import { writtenValue } from "./written_value.ts";

/** A row of the table: a checkpoint, or what each seed chose. */
interface Row {
  readonly name: string;
  readonly chosen: boolean;
  readonly seeds: readonly SeedLine[];
}

function rowsOf(arm: Arm, domain: string): Row[] {
  const alone = arm.runs.length === 1;
  const rows = checkpointRows(arm, domain).map(({ name, seeds, chosenBy }): Row => ({
    name,
    chosen: alone && chosenBy === 1,
    seeds,
  }));
  const chosen = chosenLines(arm, domain);
  return alone || chosen.length === 0 ? rows : [...rows, { name: "SEPO", chosen: true, seeds: chosen }];
}

/** A mean over seeds, and below it half the width of its interval. */
function cellOf(measure: Measure, seeds: readonly SeedLine[]): Markup {
  const over = seedMean(seeds.flatMap(({ line }) => measure.of(line) ?? []));
  if (over === undefined) return NO_VALUE;
  const { mean, high } = over;
  return numberCell(
    writtenValue(measure, mean),
    high === undefined ? undefined : `± ${writtenValue(measure, high - mean)}`,
  );
}

const STAR = markup`\u00a0<abbr title="chosen by J on other samples">★</abbr>`;

/** An arm's rows. */
interface ArmRows {
  readonly arm: Arm;
  readonly rows: readonly Row[];
}

/** What the tables of a domain have in common. */
interface Setting {
  /** Unique in the page. */
  readonly id: string;
  readonly label: string;
  readonly measures: readonly Measure[];
  /** Whether some arm has several seeds, so that their count is told. */
  readonly seeded: boolean;
}

function headsOf({ measures, seeded }: Setting, first: string): Head[] {
  return [
    { title: first },
    ...seeded ? [{ title: "Seeds" }] : [],
    ...measures.map(({ short, unit, about }) => ({ title: short, unit, about })),
  ];
}

const cellsOf = ({ measures, seeded }: Setting, { seeds }: Row): Markup[] => [
  ...seeded ? [numberCell(String(seeds.length))] : [],
  ...measures.map((measure) => cellOf(measure, seeds)),
];

const named = ({ place, title }: Arm) => markup`${swatch(place)} ${breakable(title)}`;

/** Every checkpoint, under its arm where there are several. */
function wholeTable(arms: readonly ArmRows[], setting: Setting): Markup {
  const groups = arms.map(({ arm, rows }) => ({
    title: arms.length > 1 ? named(arm) : undefined,
    rows: rows.map((row) => ({
      head: markup`${row.name}${row.chosen ? STAR : ""}`,
      chosen: row.chosen,
      cells: cellsOf(setting, row),
    })),
  }));
  return table(setting.label, headsOf(setting, "Checkpoint"), groups);
}

/** What each arm chose, a row an arm. */
function chosenTable(arms: readonly ArmRows[], setting: Setting): Markup {
  const rows = arms.map(({ arm, rows }) => {
    const row = rows.find(({ chosen }) => chosen) ?? { name: "", chosen: false, seeds: [] };
    return { head: markup`${named(arm)}${STAR}`, cells: cellsOf(setting, row) };
  });
  return markup`${table(`${setting.label}, chosen`, headsOf(setting, "Arm"), [{ rows }])}
<details class="all-checkpoints" id="${setting.id}"><summary>Every checkpoint of every arm</summary>
${wholeTable(arms, setting)}</details>
`;
}

/**
 * The headline: an arm's checkpoints with their measures, or the chosen ones of several arms with the others behind them;
 * means over seeds where there are several.
 */
export function checkpointTable({ arms }: Experiment, domain: string): Markup {
  const measured = arms.map((arm) => ({ arm, rows: rowsOf(arm, domain) })).filter(({ rows }) => rows.length > 0);
  const lines = measured.flatMap(({ rows }) => rows.flatMap(({ seeds }) => seeds.map(({ line }) => line)));
  if (lines.length === 0) return markup`<p class="empty">No checkpoint was measured yet.</p>`;
  const setting = {
    id: `all-checkpoints-${domain}`,
    label: `Checkpoints, ${domain}`,
    measures: measuresOf(domain).filter(({ of }) => lines.some((line) => of(line) !== null)),
    seeded: arms.some(({ runs }) => runs.length > 1),
  };
  const allChose = measured.every(({ rows }) => rows.some(({ chosen }) => chosen));
  const about = setting.seeded
    ? "Means over seeds ± half the width of Student’s 95 % interval. ★ is what each seed chose by J on other samples."
    : "★ was chosen by J on other samples.";
  return markup`${measured.length > 1 && allChose ? chosenTable(measured, setting) : wholeTable(measured, setting)}
<p class="about">${about} A dash stands where a measure is not defined.</p>
`;
}
