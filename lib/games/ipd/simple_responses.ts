import type { BestResponse, Choice, Goal } from "../types.ts";
import { MAX_AUTOMATON_STATES } from "./automaton.ts";
import { beats, bestAutomaton, bestMemoryOne, MAX_SEARCHED_ROUNDS } from "./best_of.ts";
import { measuredAgent } from "./measured_agent.ts";

/**
 * The simple strategies that do best against the agent that choices show, as it answers each history: of the 32
 * deterministic memory-one strategies, and after it, if it does better, of the automata of up to three states. Both are
 * exact. None in games of more than {@linkcode MAX_SEARCHED_ROUNDS} rounds.
 *
 * The best response over all strategies, which does better than these against one table, takes the agent to look at the
 * last round alone, for a table of all histories is mostly unseen and all strategies would exploit what it lacks. So few
 * strategies can't; and they see what that one is blind to, an agent that counts rounds or defections.
 *
 * @throws {RangeError} If a choice isn't one of the game.
 */
export function simpleResponses(choices: readonly Choice[], rounds: number, goal: Goal): BestResponse[] {
  if (rounds > MAX_SEARCHED_ROUNDS) return [];
  const agent = measuredAgent(choices, rounds);
  const memoryOne = bestMemoryOne(agent, goal), automaton = bestAutomaton(agent, MAX_AUTOMATON_STATES, goal);
  return beats(automaton, memoryOne, goal) ? [memoryOne, automaton] : [memoryOne];
}
