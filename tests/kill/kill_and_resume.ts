/** Kills runs at random moments and resumes them: the results have to be those of a run that was never killed. */

import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { philox } from "../../lib/random/philox.ts";
import { type Difference, firstDifference } from "../../lib/results/first_difference.ts";
import experiment from "./killed.ts";
import { type Command, namesIn, startExperiment, tensorFiles, type Victim, VICTIMS } from "./processes.ts";

const plan = compile(experiment, { source: "tests/kill/killed.ts" });
const FOLDER = runFolder(plan, plan.runs[0]!);

/** When a run is killed: after a share of the time that the whole one took, or of the changes that it made to files. */
export interface Moment {
  readonly victim: Victim;
  readonly by: "time" | "change";
  /** In [0, 1). */
  readonly share: number;
}

/** The `index`-th of the moments that a seed gives: victims and clocks in turn, shares at random. */
export function momentOf(seed: number, index: number): Moment {
  const [word] = philox([index, 0, 0, 0], [seed, 0]);
  const by = Math.floor(index / VICTIMS.length) % 2 === 0 ? "time" : "change";
  return { victim: VICTIMS[index % VICTIMS.length]!, by, share: word / 2 ** 32 };
}

/** What a run was doing when it was killed, as far as its files and words tell. */
export type Phase = "model" | "SFT" | "rollout" | "gradient step" | "checkpoint" | "evaluation" | "ended";

/** What came of a run that was killed. */
export interface Outcome {
  readonly moment: Moment;
  readonly phase: Phase;
  /** Whole lines of results that there were. */
  readonly kept: number;
  /** What is wrong, in a sentence; undefined if the resumed run's results are as they should be. */
  readonly wrong: string | undefined;
}

/** A run that was never killed. */
export interface Whole {
  readonly file: string;
  readonly milliseconds: number;
  readonly changes: number;
}

/** Counts changes to files below a folder. */
function watchChanges(folder: string, onChange: (count: number) => void): Disposable {
  const watcher = Deno.watchFs(folder, { recursive: true });
  let count = 0;
  (async () => {
    for await (const _ of watcher) onChange(++count);
  })();
  return { [Symbol.dispose]: () => watcher.close() };
}

/** The run's parts below a folder of its own: its results, and what is temporary. */
function placesIn(root: string) {
  const [results, temporary] = [`${root}/results`, `${root}/temporary`];
  for (const folder of [results, temporary]) Deno.mkdirSync(folder, { recursive: true });
  return { results, temporary, folder: `${results}/${FOLDER}`, file: `${results}/${FOLDER}/results.jsonl` };
}

/** Runs the experiment to its end, to know what is right and how long it takes. */
export async function wholeRun(root: string): Promise<Whole> {
  const { results, temporary, file } = placesIn(root);
  let changes = 0;
  using _ = watchChanges(root, (count) => changes = count);
  const began = performance.now();
  const { success, errors } = await startExperiment(results, temporary).ended;
  if (!success) throw new Error(`The run that nobody killed failed: ${errors}`);
  return { file, milliseconds: performance.now() - began, changes };
}

function wholeLines(file: string): string[] {
  try {
    return Deno.readTextFileSync(file).split("\n").slice(0, -1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

const ASIDE = /\.(?:partial|old)-/;

function phaseOf({ lines }: Command, { temporary, folder, file }: ReturnType<typeof placesIn>): Phase {
  const tensors = tensorFiles(temporary);
  const said = (start: string) => lines.some((line) => line.startsWith(start));
  if (said("Results:")) return "ended";
  if (tensors.some((name) => name.startsWith("step-"))) return "gradient step";
  if (["state", "checkpoints"].some((name) => namesIn(`${folder}/${name}`).some((one) => ASIDE.test(one)))) {
    return "checkpoint";
  }
  const written = wholeLines(file);
  const last = written.at(-1);
  if (last === undefined) return "model";
  const { kind, stage } = JSON.parse(last);
  if (kind === "header") return "model";
  if (kind === "stage" && stage === "model") return "evaluation"; // of the model before SFT
  if (!written.some((line) => line.includes('"stage":"sft"'))) return "SFT";
  if (kind === "checkpoint" || kind === "evaluation" || (kind === "stage" && stage === "sft")) return "evaluation";
  return "rollout";
}

/** Kills a run at a moment and resumes it. */
export async function killAndResume(root: string, whole: Whole, moment: Moment): Promise<Outcome> {
  const places = placesIn(root);
  const command = startExperiment(places.results, places.temporary);
  let phase: Phase = "ended";
  let hit = false;
  const strike = () => {
    if (hit) return;
    const now = phaseOf(command, places);
    hit = command.kill(moment.victim);
    if (hit) phase = now;
  };
  const at = Math.floor(moment.share * (moment.by === "time" ? whole.milliseconds : whole.changes));
  using _ = watchChanges(root, (count) => moment.by === "change" && count > at && strike());
  // A process that isn't there yet is killed as soon as it is.
  const timer = setInterval(() => moment.by === "time" && performance.now() - began >= at && strike(), 5);
  const began = performance.now();
  await command.ended;
  clearInterval(timer);
  const kept = wholeLines(places.file).length;

  const { success, errors } = await startExperiment(places.results, places.temporary, "--resume").ended;
  const wrong = success
    ? told(await firstDifference(whole.file, places.file)) ?? leftBehind(places.folder)
    : `it could not be resumed: ${errors.trim()}`;
  return { moment, phase, kept, wrong };
}

function told(difference: Difference | undefined): string | undefined {
  if (difference === undefined) return undefined;
  const { line, lines } = difference;
  return [`results differ in line ${line}`, ...lines.map((text) => text?.slice(0, 300) ?? "the end")].join("\n  ");
}

/** What a run that has ended should not leave. */
function leftBehind(folder: string): string | undefined {
  const left = [...namesIn(folder), ...namesIn(`${folder}/checkpoints`)].filter((name) =>
    name === "state" || ASIDE.test(name)
  );
  return left.length === 0 ? undefined : `it left ${left.join(" and ")} behind`;
}
