import type { BestResponse, Choice, Goal } from "../types.ts";
import { demandsWithin } from "./actions.ts";
import { type AgentTable, behaviourOf, tableOf } from "./agent_table.ts";
import { policyName } from "./policy_name.ts";
import { respond } from "./respond.ts";
import { each, ITEMS, type Items, MAX_UNITS, VALUATIONS } from "./rules.ts";

/** All pools, equally likely. */
const POOLS: readonly Items[] = demandsWithin([MAX_UNITS - 1, MAX_UNITS - 1, MAX_UNITS - 1])
  .map((demand) => each((item) => demand[item] + 1));

/** A pool and the responder's values, and how likely they are. */
interface Deal {
  readonly pool: Items;
  readonly values: Items;
  readonly probability: number;
}

/** The deals up to the order of the items, which makes no difference to a response. */
const DEALS: readonly Deal[] = [
  ...Map.groupBy(
    POOLS.flatMap((pool) => VALUATIONS.map((values) => ({ pool, values }))),
    ({ pool, values }) => ITEMS.map((item) => `${pool[item]}${values[item]}`).sort().join(" "),
  ).values(),
].map((alike) => ({ ...alike[0]!, probability: alike.length / (POOLS.length * VALUATIONS.length) }));

/** In words what {@linkcode responseToChoices} maximizes over, and what it takes the agent to be. */
export const RESPONSE_IN_WORDS =
  "exact, over all strategies, to an agent that demands each item by itself, as often as measured given how many there " +
  "are, what it asked of the item in the last round and whether that was a deal, and nothing else; a unit is worth to it " +
  "the mean value that was measured where it asked for so many of so many";

/**
 * The best response to what an agent's choices show: exact, over all strategies of an episode of `rounds` rounds, pools
 * and values, against the agent's table (see `AgentTable`). Payoffs are points a round.
 *
 * The table doesn't say how an agent answers the responder's own demands, beyond deal or breakdown. Against one that does,
 * as tit-for-tat does item by item, the named opponent gets less than is expected here: what it gets is for play to tell.
 *
 * @throws {RangeError} If a choice isn't one of the game's, or there are more than a name can count.
 */
export function responseToChoices(choices: readonly Choice[], goal: Goal, rounds: number): BestResponse {
  return responseToTable(tableOf(choices), goal, rounds);
}

/**
 * The best response to an agent's table; see {@linkcode responseToChoices}.
 *
 * @throws {RangeError} If the table counts more than a name can say.
 */
export function responseToTable(table: AgentTable, goal: Goal, rounds: number): BestResponse {
  const behaviour = behaviourOf(table);
  let theirs = 0, agent = 0;
  for (const { pool, values, probability } of DEALS) {
    const response = respond({ pool, values, rounds }, goal, behaviour);
    theirs += probability * response.theirs / rounds;
    agent += probability * response.agent / rounds;
  }
  return { opponent: policyName({ goal, agent: table }), theirs, agent };
}
