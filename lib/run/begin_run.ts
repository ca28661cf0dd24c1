import { seconds, secondsSince } from "../clock/seconds.ts";
import { forkName } from "../report/fork_name.ts";
import type { HeaderLine } from "../results/schema.ts";
import { ForkError } from "./fork_error.ts";
import type { ForkPoint } from "./fork_point.ts";
import { duration } from "./progress.ts";
import { saveState } from "./run_state.ts";
import type { Evaluation, Progress, Running } from "./running.ts";
import { sameMaking } from "./same_stage.ts";
import { gapKey, type Known } from "./train.ts";

/**
 * Begins a run: the model, its SFT, both measured, and the adapter that SEPO trains. A run that is forked goes on as the
 * other stood; that is measured too, by this run's settings, and not among what it chooses from.
 *
 * @throws {ForkError} If a stage comes out other than it was in the run that this one is forked from.
 */
export async function beginRun(running: Running, header: HeaderLine, fork?: ForkPoint): Promise<Progress> {
  const { folder, learner, results, write } = running.tools;
  const began = seconds();
  const stage = async (...of: Parameters<Running["stage"]>) => {
    const line = await running.stage(...of);
    const before = fork?.stages.find((one) => one.stage === line.stage);
    if (fork !== undefined && line.stage !== "adapter" && (before === undefined || !sameMaking(before, line))) {
      throw new ForkError(
        `Cannot fork from ${
          forkName(fork.fork)
        }: its stage "${line.stage}" comes out different here, so that its adapter ` +
          "doesn't fit, since the trainer, its packages or the machine changed; go back to what began it, or begin anew",
      );
    }
    results.write(line);
    return line;
  };
  results.begin(header);
  await stage("model", () => learner.prepare());
  // Whoever stands for an earlier policy is the model as it is until there are earlier ones.
  await running.keepAll();
  write("Measuring the model before SFT");
  await running.measure({ stage: "base", iteration: 0 }, "report");

  write("SFT");
  const { timings: { cached, total } } = await stage("sft", () => learner.fineTune());
  write(`SFT ${cached ? "found in the cache" : `took ${duration(total)}`}`);
  await running.keepAll();
  const sft = await running.measure({ stage: "sft", iteration: 0 }, "report");
  await stage("adapter", () => learner.begin());
  const start = fork === undefined ? { iteration: 0, known: knownOf(sft) } : await takeUp(running, fork);
  const stand = { ...start, measured: true, seconds: secondsSince(began) };
  await saveState(folder, learner, { ...stand, size: results.size });
  return { ...stand, candidates: [] };
}

/** Becomes what the other run was at its checkpoint. */
async function takeUp(
  running: Running,
  { fork, checkpoint: { folder, known } }: ForkPoint,
): Promise<Pick<Progress, "iteration" | "known">> {
  const { learner, write } = running.tools;
  const { iteration } = fork;
  await learner.restoreState(folder, { forked: true });
  write(`Going on from ${forkName(fork)}`);
  await running.measure({ stage: "sepo", iteration }, "report");
  return { iteration, known };
}

/** What a measured policy tells of itself before it is trained. */
function knownOf({ lines, choices }: Evaluation): Known {
  const gaps = lines.flatMap(({ domain, opponents }) =>
    opponents.map(({ pool, opponent, agent, theirs }) => [gapKey(domain, pool, opponent), theirs - agent] as const)
  );
  return { choices, gaps: new Map(gaps) };
}
