import { checkpointName } from "../../report/checkpoint_row.ts";
import { duration } from "../../run/progress.ts";
import { armTitle, type Experiment } from "../data/experiment.ts";
import type { LoadedRun } from "../data/load_plan.ts";
import type { RunLog } from "../data/run_log.ts";
import { type Markup, markup } from "../markup.ts";
import { breakable } from "./breakable.ts";
import { counted } from "./overview.ts";
import { table } from "./table.ts";

/** How far a run is. */
function state({ header, seconds, iterations, stages }: RunLog): string {
  if (header === undefined) return "not begun";
  if (seconds !== undefined) return `finished in ${duration(seconds)}`;
  const last = iterations.at(-1)?.iteration;
  if (last !== undefined) return `iteration ${last} of ${header.run.settings.sepo.iterations}, no end yet`;
  const stage = stages.at(-1)?.stage;
  return stage === undefined ? "begun" : `after stage ${stage}, no end yet`;
}

const cell = (text: string | undefined) => markup`<td class="words">${text ?? "–"}</td>`;

function rowOf({ file, log }: LoadedRun) {
  const { header, selection } = log;
  const git = header?.git;
  return {
    head: markup`${breakable(armTitle(file.arm))}, seed ${file.seed}`,
    cells: [
      cell(state(log)),
      cell(selection === undefined ? undefined : checkpointName(selection.checkpoint)),
      cell(header?.timings.startedAt.slice(0, 16).replace("T", " ")),
      cell(git === null || git === undefined ? undefined : git.revision.slice(0, 10) + (git.dirty ? ", changed" : "")),
    ],
  };
}

/** What a run was made with, as lines of text; runs with equal lines are told together. */
function madeWith({ header }: RunLog): string[] {
  if (header === undefined) return [];
  const { platform, processor, cores, memory, accelerators } = header.hardware;
  const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(0)} GiB`;
  return [
    `${platform}, ${processor}, ${counted(cores, "core")}, ${gib(memory)}`,
    ...accelerators.map(({ name, memory }) => `${name}, ${gib(memory)}`),
    Object.entries(header.versions).map(([name, version]) => `${name} ${version}`).join(", "),
  ];
}

function environments(runs: readonly LoadedRun[]): Markup[] {
  const groups = new Map<string, { lines: readonly string[]; count: number }>();
  for (const { log } of runs) {
    const lines = madeWith(log);
    const key = lines.join("\n");
    if (lines.length > 0) groups.set(key, { lines, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].map(({ lines, count }) =>
    markup`<div class="environment"><h4>${counted(count, "run")} on</h4>${
      lines.map((line) => markup`<p>${line}</p>`)
    }</div>
`
  );
}

function problems(runs: readonly LoadedRun[]): Markup {
  const all = runs.flatMap((run) => run.problems);
  return all.length === 0
    ? markup``
    : markup`<ul class="problems">${all.map((problem) => markup`<li>${problem}</li>`)}</ul>`;
}

/** The runs in the order of their arms; those that have not begun last. */
function inOrder({ arms, runs }: Experiment): LoadedRun[] {
  const placeOf = ({ file }: LoadedRun) => arms.find(({ name }) => name === file.arm)?.place ?? arms.length;
  return runs.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Where every number comes from: the runs, what they were made with, and the settings. */
export function runsSection(experiment: Experiment): Markup {
  const { runs, plan } = experiment;
  const heads = ["Run", "State", "Chosen checkpoint", "Began, UTC", "Revision"].map((title) => ({ title }));
  return markup`${problems(runs)}${table("Runs", heads, [{ rows: inOrder(experiment).map(rowOf) }])}${
    environments(runs)
  }
<details class="settings" id="settings"><summary>Settings that all arms share, before an arm varies them</summary>
<pre>${JSON.stringify(plan.base, null, 2)}</pre>
</details>
`;
}
