import type { Panel } from "../charts/panel.ts";
import type { Experiment } from "../data/experiment.ts";
import { actionPanels } from "./action_panels.ts";
import { armPanels } from "./arm_panels.ts";
import { gradientPartPanels } from "./gradient_part_panels.ts";
import { kuhnPanels } from "./kuhn_panels.ts";
import { mechanismPanels } from "./mechanism_panels.ts";
import type { PanelGroup } from "./panel_group.ts";
import { sftPanels, stepPanels } from "./step_panels.ts";
import { trainingPanels } from "./training_panels.ts";
import { trajectoryPanels } from "./trajectory_panels.ts";

/** What a domain shows from checkpoint to checkpoint. */
export function checkpointPanels(experiment: Experiment, domain: string): PanelGroup[] {
  return [
    ...trajectoryPanels(experiment, domain),
    ...kuhnPanels(experiment, domain),
    ...actionPanels(experiment, domain),
  ];
}

/** What the runs show whatever they play: their gradient steps, and SFT before them. */
export function runPanels(experiment: Experiment): PanelGroup[] {
  return [...stepPanels(experiment), ...gradientPartPanels(experiment), ...sftPanels(experiment)];
}

/** Everything that a report draws, in the page's order. */
export function allPanels(experiment: Experiment): Panel[] {
  const { domains } = experiment;
  return [
    ...domains.flatMap((domain) => checkpointPanels(experiment, domain)),
    ...domains.flatMap((domain) => armPanels(experiment, domain)),
    ...domains.flatMap((domain) => mechanismPanels(experiment, domain)),
    ...domains.flatMap((domain) => trainingPanels(experiment, domain)),
    ...runPanels(experiment),
  ].flatMap(({ rows }) => rows.flat());
}
