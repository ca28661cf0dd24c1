import type { Decision, Play, Round } from "../../../lib/games/types.ts";

/** Plays an episode to its end with `act`, which is shown every decision. */
export function playOut(
  play: Play,
  act: (decision: Decision) => string,
): { rounds: readonly Round[]; asked: Decision[] } {
  const asked: Decision[] = [];
  let step = play.next();
  while (!step.done) {
    asked.push(step.value);
    step = play.next(act(step.value));
  }
  return { rounds: step.value, asked };
}
