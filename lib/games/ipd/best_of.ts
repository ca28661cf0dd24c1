import type { BestResponse, Goal } from "../types.ts";
import { automata, type AutomatonStates } from "./automaton.ts";
import { extended, START } from "./history.ts";
import { jointly, type Machine } from "./machine.ts";
import type { IpdAgent } from "./measured_agent.ts";
import { type IpdComputed, strategyMachine } from "./strategies.ts";
import { memoryOneStrategies } from "./memory_one.ts";
import { type Joint, MIRRORED, PAYOFFS } from "./rules.ts";

/** The most rounds that are searched: an agent may behave differently at each of (4ⁿ − 1)/3 information sets. */
export const MAX_SEARCHED_ROUNDS = 10;

/** Points a round by which one strategy must beat another; less is rounding. */
const TIE = 1e-12;

/** An information set of the agent, with its answer; those that follow are added when they are first reached. */
interface Answered {
  readonly infoset: string;
  readonly cooperates: number;
  readonly after: Partial<Record<Joint, Answered>>;
}

/** Asks the agent at `infoset`. */
function answered({ cooperates }: IpdAgent, infoset: string): Answered {
  const probability = cooperates(infoset);
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(
      `The agent cooperates with ${probability} at "${infoset}": a probability from 0 to 1 is needed`,
    );
  }
  return { infoset, cooperates: probability, after: {} };
}

/** What the agent and an opponent earn, in points a round: exact, over all histories that can come up. */
function payoffs(agent: IpdAgent, root: Answered, opponent: Machine): Omit<BestResponse, "opponent"> {
  const total = { theirs: 0, agent: 0 };
  const visit = (at: Answered, state: number, reach: number, round: number) => {
    const { cooperates, next } = opponent[state]!;
    for (const [joint, probability] of jointly(at.cooperates, cooperates)) {
      const weight = reach * probability;
      total.agent += weight * PAYOFFS[joint][0];
      total.theirs += weight * PAYOFFS[joint][1];
      if (round + 1 === agent.rounds) continue;
      const child = at.after[joint] ??= answered(agent, extended(at.infoset, joint));
      visit(child, next[MIRRORED[joint]], weight, round + 1);
    }
  };
  visit(root, 0, 1, 0);
  return { theirs: total.theirs / agent.rounds, agent: total.agent / agent.rounds };
}

/** Whether `candidate` does better by the goal than `other`, and not by rounding. */
export function beats(candidate: BestResponse, other: BestResponse, goal: Goal): boolean {
  const worth = ({ theirs, agent }: BestResponse) => goal === "payoff" ? theirs : theirs - agent;
  return worth(candidate) > worth(other) + TIE;
}

/** The first of `candidates` that none of the others beats. */
function bestOf(agent: IpdAgent, candidates: readonly IpdComputed[], goal: Goal): BestResponse {
  const { rounds } = agent;
  if (!(Number.isSafeInteger(rounds) && rounds >= 1 && rounds <= MAX_SEARCHED_ROUNDS)) {
    throw new RangeError(
      `Cannot search games of ${rounds} rounds: an integer from 1 to ${MAX_SEARCHED_ROUNDS} is needed`,
    );
  }
  const root = answered(agent, START);
  const tried = candidates.map((opponent) => ({
    opponent,
    ...payoffs(agent, root, strategyMachine(opponent, rounds)),
  }));
  return tried.reduce((best, candidate) => beats(candidate, best, goal) ? candidate : best);
}

/**
 * The deterministic memory-one strategy that does best against an agent, with its opening: exact, by playing all 32. Of
 * equals the first in {@linkcode memoryOneStrategies} is taken.
 *
 * @throws {RangeError} If the game has more than {@linkcode MAX_SEARCHED_ROUNDS} rounds or an answer is no probability.
 */
export function bestMemoryOne(agent: IpdAgent, goal: Goal): BestResponse {
  return bestOf(agent, memoryOneStrategies, goal);
}

/**
 * The automaton of up to `states` states that does best against an agent: exact, by playing all that differ. Of equals
 * the first in {@linkcode automata} is taken, so one with the fewest states. Two states play as memory-one does: who moves
 * by rule knows its own last move by the state that it is in.
 *
 * @throws {RangeError} If `states` isn't an integer from 1 to 3, the game has more than {@linkcode MAX_SEARCHED_ROUNDS}
 * rounds or an answer is no probability.
 */
export function bestAutomaton(agent: IpdAgent, states: AutomatonStates, goal: Goal): BestResponse {
  return bestOf(agent, automata(states), goal);
}
