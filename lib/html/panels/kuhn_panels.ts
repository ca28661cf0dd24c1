import type { Band, LinePanel, Series } from "../charts/panel.ts";
import { checkpointRows } from "../data/checkpoint_rows.ts";
import type { Experiment } from "../data/experiment.ts";
import { EQUILIBRIUM_FREQUENCIES } from "../../games/kuhn/frequencies.ts";
import type { KuhnEvaluation } from "../../results/schema.ts";
import { CHECKPOINT_AXIS, checkpointTicks } from "./checkpoint_axis.ts";
import { pointOf } from "./over_seeds.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

const CARDS = [["J", "Jack"], ["Q", "Queen"], ["K", "King"]] as const;
const MOVES = [["bet", "Bets"], ["call", "Calls"]] as const;

/** The rates of the equilibrium family, whose α runs from 0 to 1/3. */
function equilibriumBand(move: "bet" | "call", card: 0 | 1 | 2): Band {
  const { lowest, highest } = EQUILIBRIUM_FREQUENCIES;
  return { name: "equilibria", low: lowest[move][card], high: highest[move][card] };
}

function seriesOf({ arms }: Experiment, domain: string, of: (kuhn: KuhnEvaluation) => number): Series[] {
  return arms.flatMap((arm) => {
    const points = checkpointRows(arm, domain).flatMap(({ tick, seeds }) =>
      pointOf(tick, seeds.flatMap(({ line: { details } }) => details.kind === "kuhn" ? [of(details)] : []))
    );
    return points.length === 0 ? [] : [{ name: arm.title, style: arm.place, points }];
  });
}

/** How often each card bets and calls from checkpoint to checkpoint, beside the equilibrium family; none outside Kuhn. */
export function kuhnPanels(experiment: Experiment, domain: string): PanelGroup[] {
  const id = idPrefix(domain, experiment.domains);
  const rows = MOVES.map(([move, does]) =>
    CARDS.flatMap(([card, name], at): LinePanel[] => {
      const series = seriesOf(experiment, domain, ({ rates }) => rates[move][card]);
      if (series.length === 0) return [];
      return [{
        kind: "lines",
        id: `${id}kuhn-${move}-${name.toLowerCase()}`,
        title: `${does} the ${name}`,
        x: {
          title: CHECKPOINT_AXIS,
          names: checkpointTicks(series.flatMap(({ points }) => points.map(({ x }) => String(x)))),
        },
        y: { unit: "share of decisions", span: [0, 1], within: [0, 1] },
        series,
        bands: [equilibriumBand(move, at === 0 ? 0 : at === 1 ? 1 : 2)],
      }];
    })
  );
  if (rows.flat().length === 0) return [];
  return [{
    title: "Bets and calls by card",
    about:
      "The green band is where Kuhn's equilibria lie, α from 0 to 1/3; a dashed line where they agree on one rate. A rate is " +
      "the plain mean over the two seats.",
    rows,
  }];
}
