import type { HeaderLine } from "../results/schema.ts";
import { duration } from "./progress.ts";
import { saveState } from "./run_state.ts";
import type { Evaluation, Progress, Running } from "./running.ts";
import { seconds } from "./timed.ts";
import { gapKey, type Known } from "./train.ts";

/** Begins a run: the model, its SFT, both measured, and the adapter that SEPO trains. */
export async function beginRun(running: Running, header: HeaderLine): Promise<Progress> {
  const { folder, learner, results, write } = running.tools;
  const began = seconds();
  results.begin(header);
  results.write(await running.stage("model", () => learner.prepare()));
  // Whoever stands for an earlier policy is the model as it is until there are earlier ones.
  await running.keepAll();
  write("Measuring the model before SFT");
  await running.measure({ stage: "base", iteration: 0 }, "report");

  write("SFT");
  const tuned = await running.stage("sft", () => learner.fineTune());
  const { cached, total } = tuned.timings;
  write(`SFT ${cached ? "found in the cache" : `took ${duration(total)}`}`);
  results.write(tuned);
  await running.keepAll();
  const sft = await running.measure({ stage: "sft", iteration: 0 }, "report");
  results.write(await running.stage("adapter", () => learner.begin()));
  const stand = { iteration: 0, measured: true, known: knownOf(sft), seconds: seconds() - began };
  await saveState(folder, learner, { ...stand, size: results.size });
  return { ...stand, candidates: [] };
}

/** What a measured policy tells of itself before it is trained. */
function knownOf({ lines, choices }: Evaluation): Known {
  const gaps = lines.flatMap(({ domain, opponents }) =>
    opponents.map(({ pool, opponent, agent, theirs }) => [gapKey(domain, pool, opponent), theirs - agent] as const)
  );
  return { choices, gaps: new Map(gaps) };
}
