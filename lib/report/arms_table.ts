import { pairedInterval } from "../evaluate/statistics.ts";
import { type Measure, MEASURES } from "./measures.ts";
import { type SeedResult, signed } from "./seeds_table.ts";
import { type Column, textTable } from "./text_table.ts";
import { wrap } from "./wrap.ts";

/** What one arm showed in one domain, seed by seed. */
export interface ArmResults {
  readonly arm: string;
  readonly seeds: readonly SeedResult[];
}

/** Which checkpoint of each run is compared. */
type Compared = "selected" | "last";

/** The measures that arms are compared by; a wider table than this doesn't fit a terminal. */
const COMPARED: readonly string[] = [
  "Safety J",
  "Pay/r",
  "Exploit",
  "Coll",
  "Ext",
  "Welfare",
  "BR adv.",
  "expl. sampled",
  "fallback",
];

/** The numbers behind a cell, one a seed; undefined where a seed lacks it. */
type Values = (measure: Measure, row: ArmResults) => number[] | undefined;

/** `0.146 ±0.020`: a mean with the half-width of Student's 95 % interval, no half-width for one value; – for none. */
function withHalfWidth(values: readonly number[] | undefined, sign: boolean): string {
  if (values === undefined) return "–";
  const { mean, high } = pairedInterval(values);
  const text = sign ? signed(mean) : mean.toFixed(3);
  return high === undefined ? text : `${text} ±${(high - mean).toFixed(3)}`;
}

/** A measure of each seed; undefined where a seed lacks it. */
function valuesOf({ of }: Measure, seeds: readonly SeedResult[], compared: Compared): number[] | undefined {
  const values = seeds.flatMap((result) => of(result[compared]) ?? []);
  return values.length < seeds.length ? undefined : values;
}

/** An arm less the first, over the seeds that both have. */
function differences(
  measure: Measure,
  { seeds }: ArmResults,
  first: ArmResults,
  compared: Compared,
): number[] | undefined {
  const pairs = seeds.flatMap((result) => {
    const control = first.seeds.find(({ seed }) => seed === result.seed);
    return control === undefined ? [] : [[result, control] as const];
  });
  if (pairs.length === 0) return undefined;
  const [treated, controls] = [0, 1].map((side) => valuesOf(measure, pairs.map((pair) => pair[side]!), compared));
  return treated === undefined || controls === undefined
    ? undefined
    : treated.map((value, at) => value - controls[at]!);
}

/**
 * Arms beside each other in one domain, and each less the first, paired by seed: means with the half-width of Student's
 * 95 % interval over seeds. Once at the checkpoint that each run chose and once after the last iteration.
 *
 * @param arms At least one, each with at least one seed.
 */
export function armsTable(arms: readonly ArmResults[], markdown = false): string {
  const first = arms[0]!;
  const measures = MEASURES.filter(({ name, of }) =>
    COMPARED.includes(name) && arms.some(({ seeds }) => seeds.some(({ last }) => of(last) !== null))
  );
  const table = (title: string, rows: readonly ArmResults[], values: Values, sign: boolean) => {
    const columns: Column<ArmResults>[] = [
      { title, cell: ({ arm }) => arm, align: "left" },
      ...measures.map((measure) => ({
        title: measure.name,
        cell: (row: ArmResults) => withHalfWidth(values(measure, row), sign),
      })),
    ];
    return textTable(columns, rows, markdown);
  };
  const at = (title: string, compared: Compared) => [
    table(title, arms, (measure, { seeds }) => valuesOf(measure, seeds, compared), false),
    ...arms.length === 1 ? [] : [
      table(
        `${title}, less ${first.arm}`,
        arms.slice(1),
        (measure, arm) => differences(measure, arm, first, compared),
        true,
      ),
    ],
  ];
  return [
    ...at("chosen checkpoint", "selected"),
    ...at("last checkpoint", "last"),
    wrap(`± half the width of Student's 95 % interval over seeds; differences are paired by seed. ${seedsNote(arms)}`),
  ].join("\n\n");
}

/** The seeds, by arm where they differ. */
function seedsNote(arms: readonly ArmResults[]): string {
  const lists = arms.map(({ seeds }) => seeds.map(({ seed }) => seed).join(", "));
  return new Set(lists).size === 1
    ? `Seeds ${lists[0]}.`
    : `Seeds of ${arms.map(({ arm }, at) => `${arm}: ${lists[at]}`).join("; ")}.`;
}
