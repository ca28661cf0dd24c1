import type { IntervalPanel, IntervalRow } from "../charts/panel.ts";
import { chosenLines, type SeedLine, sftLines } from "../data/checkpoint_rows.ts";
import type { Arm, Experiment } from "../data/experiment.ts";
import { type Measure, measuresOf } from "../data/measures.ts";
import { seedMean } from "../data/seed_mean.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

function valuesOf(lines: readonly SeedLine[], { of }: Measure) {
  return lines.flatMap(({ seed, line }) => {
    const value = of(line);
    return value === null ? [] : [{ seed, value }];
  });
}

function rowOf(arm: Arm, domain: string, measure: Measure): IntervalRow[] {
  const seeds = valuesOf(chosenLines(arm, domain), measure);
  const over = seedMean(seeds.map(({ value }) => value));
  if (over === undefined) return [];
  const { mean, low, high } = over;
  const reference = seedMean(valuesOf(sftLines(arm, domain), measure).map(({ value }) => value));
  return [{
    name: arm.title,
    style: arm.place,
    seeds,
    mean,
    ...low === undefined || high === undefined ? {} : { low, high },
    ...reference === undefined ? {} : { reference: reference.mean },
  }];
}

/** The arms' chosen checkpoints against each other, each seed shown; none where there is but one run. */
export function armPanels({ arms, domains }: Experiment, domain: string): PanelGroup[] {
  if (arms.reduce((count, { runs }) => count + runs.length, 0) < 2) return [];
  const panels = measuresOf(domain).flatMap((measure): IntervalPanel[] => {
    const { key, title, about, unit } = measure;
    const rows = arms.flatMap((arm) => rowOf(arm, domain, measure));
    if (rows.length === 0) return [];
    return [{
      kind: "intervals",
      id: `${idPrefix(domain, domains)}arms-${key}`,
      title,
      note: about,
      x: { unit },
      rows,
    }];
  });
  return panels.length === 0 ? [] : [{
    title: "Arms and seeds at the chosen checkpoint",
    about:
      "A ring is a seed, the dot their mean, the bar its 95 % interval; the grey tick is the arm's mean after SFT.",
    rows: [panels],
  }];
}
