import type { BestResponse, Choice, Goal } from "../types.ts";
import { type AgentTable, checkShares, type DemandShares, stateOf, STATES, tableOfChoices } from "./agent_table.ts";
import { planName, planOf } from "./plan.ts";
import { type Demand, DEMANDS, payoff } from "./rules.ts";

/** What both are expected to earn, in points. */
interface Expected {
  readonly theirs: number;
  readonly agent: number;
}

/** A demand of the opponent's and what both are expected to earn by it, in points. */
export interface DemandResponse extends Expected {
  readonly demand: Demand;
}

/** Two demands are equally good if they differ by less, in points: what summing in another order may do. */
const TIE = 1e-9;

const NOTHING: Expected = { theirs: 0, agent: 0 };

function worth({ theirs, agent }: Expected, goal: Goal): number {
  return goal === "payoff" ? theirs : theirs - agent;
}

/**
 * The demand that does best against `shares`, the lowest among equals. `later` is what the rounds after it will earn.
 */
function bestDemand(
  shares: DemandShares,
  goal: Goal,
  later: (agent: Demand, opponent: Demand) => Expected,
): DemandResponse {
  let best: DemandResponse | undefined;
  for (const demand of DEMANDS) {
    let theirs = 0, agent = 0;
    for (const asked of DEMANDS) {
      const share = shares[asked - 1]!;
      if (share === 0) continue;
      const then = later(asked, demand);
      theirs += share * (payoff(demand, asked) + then.theirs);
      agent += share * (payoff(asked, demand) + then.agent);
    }
    const candidate = { demand, theirs, agent };
    if (best === undefined || worth(candidate, goal) > worth(best, goal) + TIE) best = candidate;
  }
  return best!;
}

/**
 * The best response in a single round: the demand that earns the most against demands with the shares `shares`, exact.
 * Of equally good demands it is the lowest.
 *
 * @throws {RangeError} If the shares aren't nine numbers from 0 that sum to 1.
 *
 * @example
 * ```ts
 * import { oneShotBestResponse } from "./best_response.ts";
 * const even = Array.from({ length: 9 }, () => 1 / 9);
 * oneShotBestResponse(even, "payoff"); // demand 5, which fits with probability 5/9
 * ```
 */
export function oneShotBestResponse(shares: DemandShares, goal: Goal): DemandResponse {
  return bestDemand(checkShares(shares), goal, () => NOTHING);
}

/**
 * The best response over an episode of `rounds` rounds to an agent that follows on the last round alone: exact over
 * all strategies, by dynamic programming backwards over (round, last round). None does better by remembering more, for
 * the agent's next demand depends on nothing else. Of equally good demands it takes the lowest. Payoffs are points a
 * round.
 *
 * @throws {RangeError} If the table's rows aren't shares of demands.
 */
export function bestResponseToTable(table: AgentTable, rounds: number, goal: Goal): BestResponse {
  const rows = STATES.map((_, state) => checkShares(table[state] ?? []));
  const decided: (readonly DemandResponse[])[] = []; // by round, by state; in round 0 only state 0 comes up
  for (let round = rounds - 1; round >= 0; round--) {
    const next = decided[round + 1];
    const later = (agent: Demand, opponent: Demand) => next?.[stateOf({ own: agent, other: opponent })] ?? NOTHING;
    decided[round] = rows.slice(0, round === 0 ? 1 : undefined).map((shares) => bestDemand(shares, goal, later));
  }
  const plan = planOf(rounds, (round, last) => {
    const state = stateOf(last && { own: last.other, other: last.own }); // the agent's own demand is the other's here
    return decided[round]![state]!.demand;
  });
  const { theirs, agent } = decided[0]![0]!;
  return { opponent: planName(plan), theirs: theirs / rounds, agent: agent / rounds };
}

/** In words what {@linkcode responseToChoices} maximizes over, and what it takes the agent to be. */
export const RESPONSE_IN_WORDS =
  "exact, over all strategies of the whole episode, to an agent that demands after each " +
  "pair of last demands, and in the first round, as often as it was measured to";

/**
 * The best response to the memory-one agent that choices show; see {@linkcode tableOfChoices} and
 * {@linkcode bestResponseToTable}.
 *
 * @throws {RangeError} If a choice isn't one of negotiation's.
 */
export function responseToChoices(choices: readonly Choice[], rounds: number, goal: Goal): BestResponse {
  return bestResponseToTable(tableOfChoices(choices), rounds, goal);
}
