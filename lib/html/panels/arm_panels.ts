import type { IntervalPanel, IntervalRow } from "../charts/panel.ts";
import { chosenLines, type SeedLine, sftLines } from "../data/checkpoint_rows.ts";
import type { Experiment } from "../data/experiment.ts";
import { type Measure, measuresOf } from "../data/measures.ts";
import { seedMean } from "../data/seed_mean.ts";
import { armFacets, type Facet, type NamedArm } from "./arm_facets.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

function valuesOf(lines: readonly SeedLine[], { of }: Measure) {
  return lines.flatMap(({ seed, line }) => {
    const value = of(line);
    return value === null ? [] : [{ seed, value }];
  });
}

function rowOf({ arm, name }: NamedArm, domain: string, measure: Measure): IntervalRow[] {
  const seeds = valuesOf(chosenLines(arm, domain), measure);
  const over = seedMean(seeds.map(({ value }) => value));
  if (over === undefined) return [];
  const { mean, low, high } = over;
  const reference = seedMean(valuesOf(sftLines(arm, domain), measure).map(({ value }) => value));
  return [{
    label: name,
    name: arm.title,
    style: arm.place,
    seeds,
    mean,
    ...low === undefined || high === undefined ? {} : { low, high },
    ...reference === undefined ? {} : { reference: reference.mean },
  }];
}

/** The rows of a facet, the first under what the arms have in common and what their names are values of. */
function rowsOf({ title, namedBy, arms }: Facet, domain: string, measure: Measure): IntervalRow[] {
  const heading = [title ?? [], namedBy === undefined ? [] : `by ${namedBy}`].flat().join(", ");
  return arms.flatMap((named) => rowOf(named, domain, measure))
    .map((row, at) => at === 0 && heading !== "" ? { ...row, heading } : row);
}

const isSilent = ({ seeds, reference = 0 }: IntervalRow) => reference === 0 && seeds.every(({ value }) => value === 0);

/** The arms' chosen checkpoints against each other, each seed shown; none where there is but one run. */
export function armPanels({ arms, domains }: Experiment, domain: string): PanelGroup[] {
  if (arms.reduce((count, { runs }) => count + runs.length, 0) < 2) return [];
  const facets = armFacets(arms);
  const panels = measuresOf(domain).flatMap((measure): IntervalPanel[] => {
    const { key, title, about, unit, within } = measure;
    const rows = facets.flatMap((facet) => rowsOf(facet, domain, measure));
    if (rows.every(isSilent)) return [];
    return [{
      kind: "intervals",
      id: `${idPrefix(domain, domains)}arms-${key}`,
      title,
      note: about,
      x: { unit, within },
      rows,
    }];
  });
  return panels.length === 0 ? [] : [{
    title: "Arms and seeds at the chosen checkpoint",
    about:
      "A ring is a seed, the dot their mean, the bar its 95 % interval; the grey tick is the arm's mean after SFT. A " +
      "measure that was 0 throughout is left out.",
    rows: [panels],
  }];
}
