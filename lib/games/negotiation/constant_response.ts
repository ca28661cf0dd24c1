import { fittedShares } from "../fitted_shares.ts";
import type { BestResponse, Choice, Goal } from "../types.ts";
import { oneShotBestResponse } from "./best_response.ts";
import { demandOf, DEMANDS } from "./rules.ts";

/**
 * The constant demand that does best against demands as often as the agent made them in all rounds together: the game as
 * one-shot, exact. It rests on nine counts where the best response over rounds needs hundreds, so it stands where these
 * are few. Payoffs are points a round.
 *
 * @throws {RangeError} If a choice isn't one of negotiation's.
 */
export function constantResponse(choices: readonly Choice[], goal: Goal): BestResponse {
  const counts = DEMANDS.map(() => 0);
  for (const { action } of choices) counts[demandOf(action) - 1]! += 1;
  const { demand, theirs, agent } = oneShotBestResponse(fittedShares(counts), goal);
  return { opponent: `constant(${demand})`, theirs, agent };
}
