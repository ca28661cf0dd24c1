import { checkpointRows, chosenLines, type SeedLine } from "../data/checkpoint_rows.ts";
import type { Arm, Experiment } from "../data/experiment.ts";
import { type Measure, measuresOf } from "../data/measures.ts";
import { seedMean } from "../data/seed_interval.ts";
import { type Markup, markup } from "../markup.ts";
import { swatch } from "./swatch.ts";
import { NO_VALUE, numberCell, table } from "./table.ts";
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

const STAR = markup` <abbr title="chosen by J on other samples">★</abbr>`;

/** The headline: each arm's checkpoints with their measures, means over seeds where there are several. */
export function checkpointTable({ arms }: Experiment, domain: string): Markup {
  const measured = arms.map((arm) => ({ arm, rows: rowsOf(arm, domain) })).filter(({ rows }) => rows.length > 0);
  const lines = measured.flatMap(({ rows }) => rows.flatMap(({ seeds }) => seeds.map(({ line }) => line)));
  if (lines.length === 0) return markup`<p class="empty">No checkpoint was measured yet.</p>`;
  const measures = measuresOf(domain).filter(({ of }) => lines.some((line) => of(line) !== null));
  const seeded = arms.some(({ runs }) => runs.length > 1);
  const heads = [
    { title: "Checkpoint" },
    ...seeded ? [{ title: "Seeds" }] : [],
    ...measures.map(({ short, unit, about }) => ({ title: short, unit, about })),
  ];
  const groups = measured.map(({ arm, rows }) => ({
    title: arms.length > 1 ? markup`${swatch(arm.place)} ${arm.title}` : undefined,
    rows: rows.map(({ name, chosen, seeds }) => ({
      head: markup`${name}${chosen ? STAR : ""}`,
      chosen,
      cells: [
        ...seeded ? [numberCell(String(seeds.length))] : [],
        ...measures.map((measure) => cellOf(measure, seeds)),
      ],
    })),
  }));
  const about = seeded
    ? "Means over seeds ± half the width of Student’s 95 % interval. ★ is what each seed chose by J on other samples."
    : "★ was chosen by J on other samples.";
  return markup`${table(`Checkpoints, ${domain}`, heads, groups)}<p class="about">${about} A dash stands where a
measure is not defined.</p>
`;
}
