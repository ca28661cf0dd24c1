import { partsAxis } from "../charts/parts_spec.ts";
import type { LinePanel, PartsPanel, Series } from "../charts/panel.ts";
import { type CheckpointRow, checkpointRows } from "../data/checkpoint_rows.ts";
import type { Arm, Experiment } from "../data/experiment.ts";
import { type Measure, measuresOf } from "../data/measures.ts";
import { OBJECTIVE_PARTS, objectiveParts } from "../data/objective_parts.ts";
import { seedMean } from "../data/seed_mean.ts";
import { armFacets, namingNote } from "./arm_facets.ts";
import { MOST_ARMS } from "../data/arm_groups.ts";
import { CHECKPOINT_AXIS, checkpointTicks } from "./checkpoint_axis.ts";
import { extent } from "../charts/extent.ts";
import { isSilent } from "./iteration_series.ts";
import { aboutIntervals, pointOf } from "./over_seeds.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

/** An arm's checkpoints in one domain. */
interface ArmRows {
  readonly arm: Arm;
  readonly rows: readonly CheckpointRow[];
}

function seriesOf(arms: readonly ArmRows[], { of }: Measure): Series[] {
  return arms.flatMap(({ arm, rows }) => {
    const points = rows.flatMap(({ tick, seeds, chosenBy }) =>
      pointOf(tick, seeds.flatMap(({ line }) => of(line) ?? []))
        .map((point) => arm.runs.length === 1 && chosenBy === 1 ? { ...point, chosen: true } : point)
    );
    return points.length === 0 ? [] : [{ name: arm.title, style: arm.place, points }];
  });
}

function measurePanel(id: string, measure: Measure, arms: readonly ArmRows[], names: readonly string[]): LinePanel[] {
  const series = seriesOf(arms, measure);
  if (series.length === 0) return [];
  const { title, unit, about, span, within, key } = measure;
  return [{
    kind: "lines",
    id: `${id}checkpoints-${key}`,
    title,
    note: about,
    x: { title: CHECKPOINT_AXIS, names },
    y: { unit, span, within },
    series,
  }];
}

/** J, which a section begins with: its lines named at their ends, in as many panels as that takes, on one axis. */
function objectivePanels(
  id: string,
  measure: Measure,
  measured: readonly ArmRows[],
  names: readonly string[],
): LinePanel[] {
  if (measured.length < 2) return measurePanel(id, measure, measured, names);
  const facets = armFacets(measured.map(({ arm }) => arm));
  const span = [...extent(seriesOf(measured, measure), measure.within), ...measure.span ?? []];
  return facets.flatMap((facet, at) => {
    const { title, arms } = facet;
    const among = measured.filter(({ arm }) => arms.some((member) => member.arm === arm));
    return measurePanel(id, measure, among, names).map((panel) => ({
      ...panel,
      ...title === undefined ? {} : { id: `${panel.id}-${at + 1}`, title: `${panel.title}: ${title}` },
      note: [title === undefined ? panel.note ?? [] : [], namingNote(facet) ?? []].flat().join(". "),
      y: { ...panel.y, span },
      series: panel.series.map((line) => ({
        ...line,
        name: arms.find(({ arm }) => arm.place === line.style)?.name ?? line.name,
      })),
      size: facets.length === 1 ? "large" as const : "half" as const,
    }));
  });
}

/** What each term adds to J, mean over an arm's seeds. */
function partsPanel(id: string, { arm, rows }: ArmRows, several: boolean): PartsPanel[] {
  const headers = new Map(arm.runs.map(({ log, header }) => [log.seed, header]));
  const bars = rows.flatMap(({ tick, seeds }) => {
    const parts = seeds.map(({ seed, line }) => objectiveParts(line, headers.get(seed)!));
    const mean = (values: readonly number[]) => seedMean(values)?.mean ?? 0;
    if (parts.some((list) => list.length === 0)) return [];
    return [{
      x: tick,
      parts: OBJECTIVE_PARTS.map((name, at) => ({ name, value: mean(parts.map((list) => list[at]!.value)) })),
      total: mean(seeds.map(({ line }) => line.objective)),
    }];
  });
  if (bars.length === 0) return [];
  const used = OBJECTIVE_PARTS.filter((name) =>
    bars.some(({ parts }) => parts.some((part) => part.name === name && part.value !== 0))
  );
  return [{
    kind: "parts",
    id: `${id}objective-parts-${arm.place + 1}`,
    title: several ? `What J is made of: ${arm.title}` : "What J is made of",
    note: "Each term with its weight; the dash is J",
    x: { title: CHECKPOINT_AXIS },
    y: { unit: "no unit" },
    parts: used,
    bars,
  }];
}

/** Panels whose axes span what each of them needs. */
function onOneAxis(panels: readonly PartsPanel[]): PartsPanel[] {
  const axes = panels.map(partsAxis);
  const span = axes.flatMap(({ low, high }) => [low, high]);
  return panels.map((panel) => ({ ...panel, y: { ...panel.y, span } }));
}

/** How a domain's measures move from checkpoint to checkpoint. */
export function trajectoryPanels({ arms, domains }: Experiment, domain: string): PanelGroup[] {
  const measured = arms.map((arm) => ({ arm, rows: checkpointRows(arm, domain) })).filter(({ rows }) =>
    rows.length > 0
  );
  const names = checkpointTicks(measured.flatMap(({ rows }) => rows.map(({ tick }) => tick)));
  if (names.length === 0) return [];
  const id = idPrefix(domain, domains);
  const intervals = aboutIntervals({ arms });
  const [objective, ...terms] = measuresOf(domain);
  const others = terms.flatMap((measure) =>
    measurePanel(id, measure, measured, names).filter(({ series }) => !isSilent(series))
  );
  const objectives = objective === undefined ? [] : objectivePanels(id, objective, measured, names);
  const parts = onOneAxis(measured.flatMap((rows) => partsPanel(id, rows, arms.length > 1)));
  return [
    {
      title: "J from checkpoint to checkpoint",
      about: intervals.length === 0
        ? "The ring is the chosen checkpoint."
        : ["Means over seeds.", ...intervals].join(" "),
      rows: arms.length === 1 ? [[...objectives, ...parts]] : [objectives],
    },
    ...arms.length === 1 ? [] : [{
      title: "What J is made of, arm by arm",
      about: "Each term with its weight, mean over seeds; the dash is J.",
      folded: arms.length > MOST_ARMS,
      rows: [parts],
    }],
    {
      title: "Its terms, and what it leaves out",
      about: "A measure that was 0 throughout is left out.",
      rows: [others],
    },
  ];
}
