import type { Goal } from "../types.ts";
import type { AgentTable } from "./agent_table.ts";
import type { Plan } from "./plan.ts";
import { type AuctionRules, type Bid, BIDS, OPPOSITE, outcomeOf, payoff, type Value, VALUES } from "./rules.ts";
import { stateOf, STATES, statesIn } from "./state.ts";

/** What a pure strategy of the opponent's is worth against an agent's table, in points a round, in expectation. */
export interface PlanWorth {
  readonly plan: Plan;
  readonly theirs: number;
  readonly agent: number;
}

/** Expected points from here to the end of the episode. */
interface Worth {
  readonly theirs: number;
  readonly agent: number;
}

const NOTHING: Worth = { theirs: 0, agent: 0 };

const GOALS = {
  payoff: ({ theirs }) => theirs,
  advantage: ({ theirs, agent }) => theirs - agent,
} as const satisfies Record<Goal, (worth: Worth) => number>;

/** A gain smaller than this is rounding, not a better bid; points. */
const ROUNDING = 1e-12;

const mean = (worths: readonly Worth[]): Worth => ({
  theirs: worths.reduce((sum, { theirs }) => sum + theirs, 0) / worths.length,
  agent: worths.reduce((sum, { agent }) => sum + agent, 0) / worths.length,
});

/**
 * The opponent's best response to an agent's table: exact, over all strategies of the episode, by dynamic programming
 * from the last round back. Both values are drawn anew each round and the table looks at the last pair of bids alone,
 * so the round and that pair say all about what is to come, and no strategy that remembers more does better. Of equally
 * good bids the lowest is taken. A coin that decides ties pays what a split does on average, so the two need no
 * distinction.
 */
export function bestResponse(table: AgentTable, { rounds, losses }: AuctionRules, goal: Goal): PlanWorth {
  /** The worth of bidding `bid` at `value` in `state`, where `ahead` is what each state is worth a round later. */
  const worthOf = (state: number, value: Value, bid: Bid, ahead: readonly Worth[]): Worth => {
    let theirs = 0, agent = 0;
    for (const agentValue of VALUES) {
      for (const agentBid of BIDS) {
        const probability = table[state]![agentValue][agentBid - 1]! / VALUES.length;
        const outcome = outcomeOf(bid, agentBid);
        const after = ahead[stateOf({ agent: agentBid, opponent: bid })]!;
        theirs += probability * (payoff(value, bid, outcome, losses) + after.theirs);
        agent += probability * (payoff(agentValue, agentBid, OPPOSITE[outcome], losses) + after.agent);
      }
    }
    return { theirs, agent };
  };

  const plan: Record<Value, Bid>[][] = [];
  let ahead: readonly Worth[] = STATES.map(() => NOTHING);
  for (let round = rounds - 1; round >= 0; round--) {
    const worths = [...ahead];
    plan.unshift(
      statesIn(round).map((state) => {
        const best = (value: Value) =>
          BIDS.map((bid) => ({ bid, worth: worthOf(state, value, bid, ahead) }))
            .reduce((best, other) => GOALS[goal](other.worth) > GOALS[goal](best.worth) + ROUNDING ? other : best);
        const [two, four] = [best(2), best(4)];
        worths[state] = mean([two.worth, four.worth]);
        return { 2: two.bid, 4: four.bid };
      }),
    );
    ahead = worths;
  }
  const { theirs, agent } = ahead[stateOf(undefined)]!;
  return { plan, theirs: theirs / rounds, agent: agent / rounds };
}
