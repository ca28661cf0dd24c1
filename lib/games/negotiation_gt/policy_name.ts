import type { Goal } from "../types.ts";
import { type AgentTable, CELL_POOLS, PAIR_POOLS, pairCounts } from "./agent_table.ts";
import { MAX_UNITS, VALUE_SUM } from "./rules.ts";

/**
 * The name of a computed strategy: the best response, to a goal, to the agent that a table describes. It holds the goal,
 * the 32 cells of counts (between commas; none stand in a cell that was never seen) and the 14 sums of values.
 */
export type PolicyName = `policy(${string})`;

/** What a {@linkcode PolicyName} says. */
export interface Policy {
  readonly goal: Goal;
  readonly agent: AgentTable;
}

/** The largest number in a name; more choices than this can't be named. */
const MAX_COUNT = 9_999_999;

/** Characters that no name exceeds: 122 counts and 14 sums of 8 digits at most, with their separators. */
const MAX_LENGTH = 1300;

const POLICY = /^policy\((payoff|advantage);([\d.,]*);([\d.]*)\)$/;

/** The smallest and the largest value of an item. */
const [LEAST_VALUE, MOST_VALUE] = [1, VALUE_SUM - 2];

/** The name of the best response to `agent`, as `isPolicyName` takes it. */
function spell({ goal, agent: { counts, values } }: Policy): PolicyName {
  const cells = counts.map((cell) => cell.every((count) => count === 0) ? "" : cell.join("."));
  return `policy(${goal};${cells.join(",")};${values.join(".")})`;
}

/**
 * The name of a computed strategy.
 *
 * @throws {RangeError} If the table counts more than a name can say.
 */
export function policyName(policy: Policy): PolicyName {
  const most = Math.max(...policy.agent.counts.flat());
  if (most > MAX_COUNT) {
    throw new RangeError(`Cannot name a response to ${most} equal choices: at most ${MAX_COUNT} will do`);
  }
  return spell(policy);
}

const numbersOf = (text: string) => text.split(".").map(Number);

/** Reads the name of a computed strategy; undefined if it is none. */
export function policyOfName(name: string): Policy | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const [, goal, counts, values] = POLICY.exec(name) ?? [];
  if ((goal !== "payoff" && goal !== "advantage") || counts === undefined || values === undefined) return undefined;
  const agent: AgentTable = {
    counts: counts.split(",").map((cell, index) =>
      cell === "" ? Array.from({ length: (CELL_POOLS[index] ?? MAX_UNITS) + 1 }, () => 0) : numbersOf(cell)
    ),
    values: numbersOf(values),
  };
  if (agent.counts.length !== CELL_POOLS.length || agent.values.length !== PAIR_POOLS.length) return undefined;
  if (agent.counts.some((cell, index) => cell.length !== CELL_POOLS[index]! + 1)) return undefined;
  if (Math.max(...agent.counts.flat()) > MAX_COUNT) return undefined;
  const seen = pairCounts(agent);
  const possible = agent.values.every((sum, pair) =>
    LEAST_VALUE * seen[pair]! <= sum && sum <= MOST_VALUE * seen[pair]!
  );
  // One spelling a policy: leading zeros and cells of zeros are refused.
  return possible && spell({ goal, agent }) === name ? { goal, agent } : undefined;
}

/** Whether `name` is the name of a computed strategy. */
export function isPolicyName(name: string): name is PolicyName {
  return policyOfName(name) !== undefined;
}
