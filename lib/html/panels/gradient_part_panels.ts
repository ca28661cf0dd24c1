import type { LinePanel } from "../charts/panel.ts";
import type { Experiment } from "../data/experiment.ts";
import type { LoggedIteration } from "../data/run_log.ts";
import { isSilent, iterationSeries } from "./iteration_series.ts";
import type { PanelGroup } from "./panel_group.ts";

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** The norm of a part's own gradient; undefined where it was not measured. */
function normOf({ parts, step }: LoggedIteration, part: string): number | undefined {
  return step.parts?.norms[parts.indexOf(part)];
}

/** The cosine between two parts' gradients; undefined where it was not measured or one of them is 0. */
function cosineOf({ parts, step }: LoggedIteration, one: string, other: string): number | undefined {
  return step.parts?.cosines[parts.indexOf(one)]?.[parts.indexOf(other)] ?? undefined;
}

/** The gradients of the pools by themselves and the angles between them, in iterations where they were measured. */
export function gradientPartPanels({ arms }: Experiment): PanelGroup[] {
  const parts = [
    ...new Set(arms.flatMap(({ runs }) => runs.flatMap(({ log }) => log.iterations.flatMap((line) => line.parts)))),
  ];
  const panel = (
    head: Pick<LinePanel, "id" | "title" | "y">,
    of: Parameters<typeof iterationSeries>[1],
  ): LinePanel[] => {
    const series = iterationSeries(arms, of);
    return isSilent(series) ? [] : [{ kind: "lines", ...head, x: { title: "iteration" }, series }];
  };
  const norms = parts.flatMap((part) =>
    panel(
      {
        id: `gradient-norm-${slug(part)}`,
        title: `Gradient norm, ${part}`,
        y: { unit: "no unit", span: [0], within: [0, Infinity] },
      },
      (line) => normOf(line, part),
    )
  );
  const cosines = parts.flatMap((one, at) =>
    parts.slice(at + 1).flatMap((other) =>
      panel(
        {
          id: `gradient-cosine-${slug(one)}-${slug(other)}`,
          title: `Cosine, ${one} and ${other}`,
          y: { unit: "no unit", span: [-1, 1], within: [-1, 1] },
        },
        (line) => cosineOf(line, one, other),
      )
    )
  );
  return norms.length + cosines.length === 0 ? [] : [{
    title: "Gradients of the pools by themselves",
    about:
      "Before clipping and without the KL penalty. A cosine of −1: two pools pull the policy in opposite directions; one " +
      "that was 0 throughout, as between games that share nothing, is left out.",
    rows: [norms, cosines],
  }];
}
