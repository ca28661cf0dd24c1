import type { PartsPanel } from "../charts/panel.ts";
import { MOST_ARMS } from "../data/arm_groups.ts";
import { checkpointRows } from "../data/checkpoint_rows.ts";
import type { Experiment } from "../data/experiment.ts";
import { ARM_SHADES } from "../palette.ts";
import { CHECKPOINT_AXIS } from "./checkpoint_axis.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

const OTHERS = "others";

/** How often each action was taken, over an arm's seeds. */
type Tallies = ReadonlyMap<string, number>;

function sum(tallies: Iterable<readonly [string, number]>): Tallies {
  const counts = new Map<string, number>();
  for (const [action, count] of tallies) counts.set(action, (counts.get(action) ?? 0) + count);
  return counts;
}

/** The actions that are shown by name: as many as there are colours, the most frequent ones; in the order of their names. */
function shownActions(tallies: Tallies): string[] {
  const often = [...tallies].sort(([, one], [, other]) => other - one).map(([action]) => action);
  const most = often.length <= ARM_SHADES.length ? often.length : ARM_SHADES.length - 1;
  return often.slice(0, most).sort(new Intl.Collator("en", { numeric: true }).compare);
}

/** What the policy does against the train pool from checkpoint to checkpoint, where it was measured by play. */
export function actionPanels({ arms, domains }: Experiment, domain: string): PanelGroup[] {
  const measured = arms.map((arm) => ({
    arm,
    bars: checkpointRows(arm, domain).flatMap(({ tick, seeds }) => {
      const actions = sum(
        seeds.flatMap(({ line: { details } }) => details.kind === "play" ? Object.entries(details.actions) : []),
      );
      return actions.size === 0 ? [] : [{ x: tick, actions }];
    }),
  })).filter(({ bars }) => bars.length > 0);
  if (measured.length === 0) return [];
  const all = sum(measured.flatMap(({ bars }) => bars.flatMap(({ actions }) => [...actions])));
  const shown = shownActions(all);
  const parts = shown.length < all.size ? [...shown, OTHERS] : shown;
  const panels = measured.map(({ arm, bars }): PartsPanel => ({
    kind: "parts",
    id: `${idPrefix(domain, domains)}actions-${arm.place + 1}`,
    title: arms.length > 1 ? `Actions: ${arm.title}` : "Actions",
    x: { title: CHECKPOINT_AXIS },
    y: { unit: "share of decisions", span: [0, 1] },
    parts,
    bars: bars.map(({ x, actions }) => {
      const total = [...actions.values()].reduce((a, b) => a + b, 0);
      const named = shown.map((name) => ({ name, value: (actions.get(name) ?? 0) / total }));
      const rest = 1 - named.reduce((sum, { value }) => sum + value, 0);
      return { x, parts: parts.length > shown.length ? [...named, { name: OTHERS, value: Math.max(0, rest) }] : named };
    }),
  }));
  return [{ title: "What it does against the train pool", folded: arms.length > MOST_ARMS, rows: [panels] }];
}
