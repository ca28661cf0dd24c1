import type { BestResponse, Choice, Goal } from "../types.ts";
import { type LastRound, START } from "./history.ts";
import { jointly } from "./machine.ts";
import { measuredTable, type MemoryOneTable } from "./memory_one_table.ts";
import { policyName } from "./policy.ts";
import { type Joint, MIRRORED, type Move, PAYOFFS } from "./rules.ts";

/** Points by which a defection must beat cooperation; less is rounding. */
const TIE = 1e-12;

/** What is expected from here on, in points. */
interface Value {
  readonly theirs: number;
  readonly agent: number;
}

/** The best move and what it leads to. */
interface Best extends Value {
  readonly move: Move;
}

/** What follows a round, by what was played in it, the agent's move first. */
type Later = (played: Joint) => Value;

const nothing: Later = () => ({ theirs: 0, agent: 0 });

/** What `move` leads to against an agent who cooperates with `cooperates`. */
function valueOf(move: Move, cooperates: number, later: Later): Best {
  let [theirs, agent] = [0, 0];
  for (const [played, probability] of jointly(cooperates, move === "C" ? 1 : 0)) {
    const [agentGets, theyGet] = PAYOFFS[played], rest = later(played);
    agent += probability * (agentGets + rest.agent);
    theirs += probability * (theyGet + rest.theirs);
  }
  return { move, theirs, agent };
}

/**
 * The best response to a memory-one agent in a game of `rounds` rounds, in points a round. It is exact over all
 * strategies, those that remember everything included, for all that such an agent does next depends on the last round
 * alone: dynamic programming over (round, last round), from the end. A tie goes to cooperation.
 */
export function responseToTable(table: MemoryOneTable, rounds: number, goal: Goal): BestResponse {
  const worth = ({ theirs, agent }: Value) => goal === "payoff" ? theirs : theirs - agent;
  const best = (last: LastRound, later: Later): Best => {
    const cooperate = valueOf("C", table[last], later), defect = valueOf("D", table[last], later);
    return worth(defect) > worth(cooperate) + TIE ? defect : cooperate;
  };
  const moves: Readonly<Record<Joint, Move>>[] = [];
  let later = nothing;
  for (let round = rounds - 1; round > 0; round--) {
    const [CC, CD, DC, DD] = [best("CC", later), best("CD", later), best("DC", later), best("DD", later)];
    const byLast = { CC, CD, DC, DD };
    // The table's keys have the agent's move first, the policy's have its own.
    const at = (joint: Joint) => byLast[MIRRORED[joint]].move;
    moves.unshift({ CC: at("CC"), CD: at("CD"), DC: at("DC"), DD: at("DD") });
    later = (played) => byLast[played];
  }
  const { move: opening, theirs, agent } = best(START, later);
  return { opponent: policyName({ opening, later: moves }), theirs: theirs / rounds, agent: agent / rounds };
}

/** In words what {@linkcode responseToChoices} maximizes over, and what it takes the agent to be. */
export const RESPONSE_IN_WORDS =
  "exact, over all strategies of the game, to an agent that cooperates at the start and " +
  "after each of CC, CD, DC and DD (its own move first) as often as it was measured to, whatever the round";

/**
 * The best response to the memory-one table that an agent's choices show; see {@linkcode responseToTable}.
 *
 * @throws {RangeError} If a choice isn't one of the game.
 */
export function responseToChoices(choices: readonly Choice[], rounds: number, goal: Goal): BestResponse {
  return responseToTable(measuredTable(choices), rounds, goal);
}
