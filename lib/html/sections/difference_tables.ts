import { chosenLines, type SeedLine, sftLines } from "../data/checkpoint_rows.ts";
import type { Arm, Experiment } from "../data/experiment.ts";
import { type Measure, measuresOf } from "../data/measures.ts";
import { type SeedMean, seedMean } from "../data/seed_mean.ts";
import { type Markup, markup } from "../markup.ts";
import { breakable } from "./breakable.ts";
import { swatch } from "./swatch.ts";
import { NO_VALUE, numberCell, table } from "./table.ts";
import { writtenDifference } from "./written_value.ts";

/** An arm, and what it is compared with seed by seed. */
interface Comparison {
  readonly arm: Arm;
  readonly lines: readonly SeedLine[];
  readonly controls: readonly SeedLine[];
}

/** An arm's mean difference in one measure, over the seeds that both sides have; undefined if there are none. */
function difference({ lines, controls }: Comparison, { of }: Measure): SeedMean | undefined {
  return seedMean(lines.flatMap(({ seed, line }) => {
    const control = controls.find((one) => one.seed === seed);
    const [after, before] = [of(line), control === undefined ? null : of(control.line)];
    return after === null || before === null ? [] : [after - before];
  }));
}

function cellOf(measure: Measure, over: SeedMean | undefined): Markup {
  if (over === undefined) return NO_VALUE;
  const { mean, low, high } = over;
  const written = (value: number) => writtenDifference(measure, value);
  return low === undefined || high === undefined
    ? numberCell(written(mean))
    : numberCell(written(mean), `${written(low)} … ${written(high)}`, low > 0 || high < 0);
}

function differenceTable(title: string, domain: string, comparisons: readonly Comparison[]): Markup {
  const measures = measuresOf(domain).filter((measure) =>
    comparisons.some((comparison) => difference(comparison, measure) !== undefined)
  );
  if (measures.length === 0) return markup``;
  const heads = [
    { title: "Arm" },
    { title: "Seeds" },
    ...measures.map(({ short, unit, about }) => ({ title: short, unit, about })),
  ];
  const rows = comparisons.map((comparison) => {
    const all = measures.map((measure) => difference(comparison, measure));
    const seeds = all.reduce((most, over) => Math.max(most, over?.n ?? 0), 0);
    return {
      head: markup`${swatch(comparison.arm.place)} ${breakable(comparison.arm.title)}`,
      cells: [numberCell(String(seeds)), ...measures.map((measure, at) => cellOf(measure, all[at]))],
    };
  });
  return markup`<h4>${title}</h4>
${table(`${title}, ${domain}`, heads, [{ rows }])}`;
}

/** What SEPO changed since SFT in each arm, and what each arm changes of the first: differences paired by seed. */
export function differenceTables({ arms }: Experiment, domain: string): Markup {
  const chosen = arms.map((arm) => ({ arm, lines: chosenLines(arm, domain) })).filter(({ lines }) => lines.length > 0);
  const [first, ...others] = chosen;
  if (first === undefined) return markup`<p class="empty">No run has chosen a checkpoint yet.</p>`;
  const sinceSft = chosen.map(({ arm, lines }) => ({ arm, lines, controls: sftLines(arm, domain) }));
  const less = others.map(({ arm, lines }) => ({ arm, lines, controls: first.lines }));
  return markup`${differenceTable("Chosen checkpoint less SFT", domain, sinceSft)}${
    differenceTable(`Chosen checkpoint less that of ${first.arm.title}`, domain, less)
  }<p class="about">Differences are paired by seed, with Student’s 95 % interval where there are several seeds; bold where
it leaves 0 out.</p>
`;
}
