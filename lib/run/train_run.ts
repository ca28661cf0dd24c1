import { seconds, secondsSince } from "../clock/seconds.ts";
import { timed } from "../clock/timed.ts";
import { checkpointFolder, writeCheckpoint } from "./checkpoint.ts";
import { constantPenaltyWarnings, iterationProgress } from "./progress_lines.ts";
import { timeLeft } from "./progress.ts";
import { dropStates, saveState } from "./run_state.ts";
import { type Candidate, candidateOf, type Progress, type Running } from "./running.ts";
import { episodeLines, type Iteration, promptLines, train } from "./train.ts";
import { itemsUnlessAborted } from "./unless_aborted.ts";

/** Seconds between two iterations' lines, at least: a table's iterations are faster than anyone reads. */
const BETWEEN_LINES = 1;

/**
 * Trains by SEPO from where the run stands to its end, with its checkpoints, each measured. What the run needs to go on is
 * saved on the way.
 */
export async function trainRun(running: Running, from: Progress): Promise<void> {
  const { run: { settings: { sepo } }, folder, domains, learner, results, signal } = running.tools;
  const { iterations, checkpointEvery } = sepo;
  const began = seconds();
  const spent = () => from.seconds + secondsSince(began);
  const save = saver(running);
  const tell = teller(running, from.iteration);
  const isCheckpoint = (iteration: number) => iteration % checkpointEvery === 0 || iteration === iterations;
  let at = from;
  const reach = async (progress: Partial<Progress>): Promise<void> => {
    at = { ...at, ...progress, seconds: spent() };
    await save(at);
  };
  const checkpoint = async () => {
    const candidate = await measureCheckpoint(running, at);
    await reach({ measured: true, candidates: [...at.candidates, candidate] });
  };

  if (!at.measured && isCheckpoint(at.iteration)) await checkpoint();
  const training = train({ run: running.tools.run, domains, learner, done: at.iteration, before: at.known });
  for await (const iteration of itemsUnlessAborted(training, signal)) {
    const done = iteration.line.iteration;
    record(running, iteration);
    tell(iteration);
    if (running.pasts.has(done)) await learner.keep(done);
    await reach({ iteration: done, measured: false, known: iteration.known });
    if (isCheckpoint(done)) await checkpoint();
  }
  const best = at.candidates.reduce((top, one) => one.objective > top.objective ? one : top);
  results.write(
    { kind: "selection", ...best },
    { kind: "end", timings: { total: spent() } },
  );
  dropStates(folder);
}

/** Saves where the run stands when it is worth the time. */
function saver({ tools: { folder, learner, results, saveDue } }: Running): (at: Progress) => Promise<void> {
  let last = seconds(), cost = 0;
  return async (at) => {
    if (!saveDue(secondsSince(last), cost)) return;
    cost = (await timed(() => saveState(folder, learner, { ...at, size: results.size }))).seconds;
    last = seconds();
  };
}

/** Writes down an iteration, with its episodes if they are asked for. */
function record({ tools: { run, results } }: Running, iteration: Iteration): void {
  const every = run.settings.sepo.recordEpisodesEvery;
  if (every > 0 && (iteration.line.iteration - 1) % every === 0) {
    results.write(...promptLines(iteration), ...episodeLines(iteration));
  }
  results.write(iteration.line);
}

/** Tells of iterations now and then, and of the first one's warnings. */
function teller({ tools: { run, begun, write } }: Running, before: number): (iteration: Iteration) => void {
  const { iterations, credit } = run.settings.sepo;
  const began = seconds();
  let told = began;
  return ({ line, line: { iteration: done } }) => {
    if (done === before + 1 || done === iterations || secondsSince(told) >= BETWEEN_LINES) {
      told = seconds();
      const left = timeLeft(done - before, iterations - before, told - began);
      iterationProgress(line, iterations).forEach((text) => write(`${text}  ${left}`));
    }
    if (done === begun + 1) constantPenaltyWarnings(line, credit).forEach(write);
  };
}

/** Writes a checkpoint and measures it, to choose by and to report. */
async function measureCheckpoint(running: Running, at: Progress): Promise<Candidate> {
  const { folder, learner, results } = running.tools;
  const { iteration } = at;
  // Before it is written: who goes on from it finds it as the latest.
  if (running.pasts.has("latest")) await learner.keep("latest");
  const { value: files, seconds: save } = await timed(() => writeCheckpoint(folder, learner, at));
  const line = { kind: "checkpoint", iteration, folder: checkpointFolder(iteration), files: { ...files } } as const;
  results.write({ ...line, timings: { save } });
  const checkpoint = { stage: "sepo", iteration } as const;
  const chosenBy = await running.measure(checkpoint, "select");
  await running.measure(checkpoint, "report");
  return candidateOf(chosenBy);
}
