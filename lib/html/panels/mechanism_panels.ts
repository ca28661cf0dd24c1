import type { LinePanel } from "../charts/panel.ts";
import type { Experiment } from "../data/experiment.ts";
import { armFacets, namingNote } from "./arm_facets.ts";
import { isSilent, iterationSeries } from "./iteration_series.ts";
import { aboutIntervals } from "./over_seeds.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

/**
 * Collusion in training, arm against arm: the paper's test of where a penalty's gradient comes from. None in a domain
 * without it, and where there is but one arm.
 */
export function mechanismPanels({ arms, domains }: Experiment, domain: string): PanelGroup[] {
  if (arms.length < 2) return [];
  const facets = armFacets(arms);
  const panels = facets.flatMap((facet, at): LinePanel[] => {
    const { title, arms } = facet;
    const series = arms.flatMap(({ arm, name }) =>
      iterationSeries([arm], (line) => line.domains[domain]?.pools.collusive?.terms.collusion)
        .map((line) => ({ ...line, name }))
    );
    if (series.length === 0) return [];
    return [{
      kind: "lines",
      id: `${idPrefix(domain, domains)}training-collusion-by-arm${facets.length === 1 ? "" : `-${at + 1}`}`,
      title: title === undefined ? "Collusion, arm against arm" : `Collusion: ${title}`,
      note: namingNote(facet),
      x: { title: "iteration" },
      y: { unit: "share of decisions against the collusive pool", span: [0, 1], within: [0, 1] },
      series,
      size: facets.length === 1 ? "large" : "half",
    }];
  });
  if (panels.every(({ series }) => isSilent(series))) return [];
  return [{
    title: "Training collusion by arm",
    about: ["Means over an iteration's episodes against the collusive pool.", ...aboutIntervals({ arms })].join(" "),
    rows: [panels],
  }];
}
