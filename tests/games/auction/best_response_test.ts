import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type AgentTable,
  auctionDomain,
  type AuctionRules,
  bestResponse,
  type Bid,
  BIDS,
  type BidShares,
  isPlanName,
  type Plan,
  type PlanName,
  planName,
  STATES,
  statesIn,
  tableOfChoices,
} from "../../../lib/games/auction/mod.ts";
import type { Choice, Goal } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { coinsOf, sequences, WORDS } from "./enumerate.ts";
import { playOut } from "./play_out.ts";

const GOALS = ["payoff", "advantage"] as const satisfies readonly Goal[];

/** Shares of who always bids the same. */
const ONLY = { LOW: [1, 0, 0], MEDIUM: [0, 1, 0], HIGH: [0, 0, 1] } as const satisfies Record<string, BidShares>;

const ONE_ROUND = { rounds: 1, ties: "split", losses: "kept" } as const satisfies AuctionRules;
const TWO_ROUNDS = { ...ONE_ROUND, rounds: 2 } as const satisfies AuctionRules;

/**
 * Choices whose counts are random, a cell in four of them empty: by value and last pair of bids, up to three of each
 * bid.
 */
function randomChoices(seed: number): Choice[] {
  return STATES.flatMap((last, state) =>
    [2, 4].flatMap((value) =>
      BIDS.flatMap((bid) => {
        const u = uniform(6, "simulation", [seed, state, value, bid]);
        const empty = uniform(6, "simulation", [seed, state, value, 9]) < 0.25;
        const infoset = `${value}/0/${last === undefined ? "" : `${last.agent}${last.opponent}`}`;
        return Array.from({ length: empty ? 0 : Math.floor(4 * u) }, () => ({ infoset, action: WORDS[bid - 1]! }));
      })
    )
  );
}

/** The share of `bid` at `value` after `last` ("" in the first round): of the choices, and of one that is a third each bid. */
function share(choices: readonly Choice[], value: number, last: string, bid: number): number {
  const made = choices.filter(({ infoset }) => infoset.startsWith(`${value}/`) && infoset.endsWith(`/${last}`));
  return (made.filter(({ action }) => action === WORDS[bid - 1]).length + 1 / 3) / (made.length + 1);
}

/** What a round pays to who bids `bid` at `value` against `other`. */
function pays(value: number, bid: number, other: number, clipped: boolean): number {
  if (bid < other) return 0;
  const gain = clipped ? Math.max(0, value - bid) : value - bid;
  return bid === other ? gain / 2 : gain;
}

/**
 * The most that an opponent can reach in `rounds` rounds that remembers all it has seen, its own values too: a walk
 * over every history. In the goal's units, over the episode.
 */
function mostByMemory(choices: readonly Choice[], rounds: number, goal: Goal, clipped = false): number {
  const walk = (history: readonly string[]): number => {
    if (history.length === rounds) return 0;
    const last = history.at(-1)?.slice(-2) ?? "";
    const gains = [2, 4].map((value) =>
      Math.max(...BIDS.map((bid) =>
        BIDS.reduce((sum, agentBid) => {
          const shares = [2, 4].map((agentValue) => share(choices, agentValue, last, agentBid) / 2);
          const reached = shares[0]! + shares[1]!;
          if (reached === 0) return sum;
          const theirs = pays(value, bid, agentBid, clipped) * reached;
          const agents = [2, 4].reduce((paid, v, i) => paid + shares[i]! * pays(v, agentBid, bid, clipped), 0);
          const now = goal === "payoff" ? theirs : theirs - agents;
          return sum + now + reached * walk([...history, `${value}:${agentBid}${bid}`]);
        }, 0)
      ))
    );
    return (gains[0]! + gains[1]!) / 2;
  };
  return walk([]);
}

/**
 * The expected payoffs a round of episodes that the domain plays: the agent's every bid is tried, weighted by its
 * share.
 */
function played(choices: readonly Choice[], opponent: PlanName, { rounds, ties, losses }: AuctionRules) {
  const domain = auctionDomain({ rounds, ties, losses });
  const draws = sequences(rounds, ties === "coin");
  let agent = 0, theirs = 0;
  for (const sequence of draws) {
    for (let code = 0; code < 3 ** rounds; code++) {
      let weight = 1 / draws.length;
      const { rounds: paid } = playOut(domain.play(opponent, coinsOf(sequence)), ({ infoset, round }) => {
        const bid = 1 + Math.floor(code / 3 ** round) % 3;
        const last = infoset.split("/")[2]!.split(",").at(-1)!.slice(0, 2);
        weight *= share(choices, Number(infoset[0]), last, bid);
        return WORDS[bid - 1]!;
      });
      for (const round of paid) {
        agent += weight * round.agent / rounds;
        theirs += weight * round.opponent / rounds;
      }
    }
  }
  return { agent, theirs };
}

Deno.test("bestResponse() reaches what no opponent beats that remembers everything", () => {
  for (const losses of ["kept", "clipped"] as const) {
    const rules: AuctionRules = { rounds: 3, ties: "split", losses };
    for (let seed = 0; seed < 3; seed++) {
      const choices = randomChoices(seed), table = tableOfChoices(choices);
      for (const goal of GOALS) {
        const { theirs, agent } = bestResponse(table, rules, goal);
        const reached = goal === "payoff" ? theirs : theirs - agent;
        assertAlmostEquals(3 * reached, mostByMemory(choices, 3, goal, losses === "clipped"), 1e-10);
      }
    }
  }
});

Deno.test("bestResponse() is the best of all nine strategies of a single round, for either goal", () => {
  for (let seed = 0; seed < 20; seed++) {
    const choices = randomChoices(seed);
    for (const goal of GOALS) {
      const values = BIDS.flatMap((two) =>
        BIDS.map((four) => {
          const name = planName([[{ 2: two, 4: four }]]);
          const { theirs, agent } = played(choices, name, ONE_ROUND);
          return { name, value: goal === "payoff" ? theirs : theirs - agent };
        })
      );
      const { plan } = bestResponse(tableOfChoices(choices), ONE_ROUND, goal);
      const most = Math.max(...values.map(({ value }) => value));
      // The first of the best: bids rise along the list.
      assertEquals(planName(plan), values.find(({ value }) => value > most - 1e-9)!.name);
    }
  }
});

Deno.test("bestResponse() of two rounds beats 200 random plans, and is worth what play of its name pays", () => {
  for (const losses of ["kept", "clipped"] as const) {
    for (let seed = 0; seed < 4; seed++) {
      const choices = randomChoices(seed), rules: AuctionRules = { ...TWO_ROUNDS, losses };
      for (const goal of GOALS) {
        const best = bestResponse(tableOfChoices(choices), rules, goal);
        const name = planName(best.plan);
        const worth = played(choices, name, rules);
        assertAlmostEquals(worth.theirs, best.theirs, 1e-12);
        assertAlmostEquals(worth.agent, best.agent, 1e-12);
        for (let k = 0; k < 25; k++) {
          const bid = (round: number, place: number): Bid =>
            BIDS[Math.floor(3 * uniform(7, "simulation", [seed, k, round, place]))]!;
          const plan: Plan = [0, 1].map((round) =>
            statesIn(round).map((s) => ({ 2: bid(round, s), 4: bid(round, 10 + s) }))
          );
          const other = played(choices, planName(plan), rules);
          const [theirs, own] = [other, best].map(({ theirs, agent }) => goal === "payoff" ? theirs : theirs - agent);
          assert(theirs! <= own! + 1e-12);
        }
      }
    }
  }
});

Deno.test("bestResponse() to bidders whose best answer is plain", () => {
  const always = (two: keyof typeof ONLY, four: keyof typeof ONLY): AgentTable =>
    STATES.map(() => ({ 2: ONLY[two], 4: ONLY[four] }));
  const rules: AuctionRules = { rounds: 6, ties: "split", losses: "kept" };
  const bids = ({ plan }: { plan: Plan }) => [...new Set(plan.flat().map((bid) => `${bid[2]}${bid[4]}`))];
  // Against LOW: at 2 a tie pays ½ and MEDIUM nothing; at 4 MEDIUM pays 2, a tie 1½. The agent gets a tie half of the
  // time.
  const low = bestResponse(always("LOW", "LOW"), rules, "payoff");
  assertEquals([bids(low), low.theirs, low.agent], [["12"], (1 / 2 + 2) / 2, (1 / 2 + 3 / 2) / 2 / 2]);
  // Against HIGH: at 2 nothing pays, so LOW; at 4 a tie pays ½. The agent wins 2 − 3 or 4 − 3 half of the time, or half
  // of it.
  const high = bestResponse(always("HIGH", "HIGH"), rules, "payoff");
  assertEquals([bids(high), high.theirs, high.agent], [["13"], 1 / 4, 0]);
  // Against the truthful: truthful, for it is the equilibrium.
  const truthful = bestResponse(always("LOW", "MEDIUM"), rules, "payoff");
  assertEquals([bids(truthful), truthful.theirs, truthful.agent], [["12"], 7 / 8, 7 / 8]);
  // By advantage against LOW, at 2: a tie gives ½ − 1, since it leaves the agent half of 1 or of 3; MEDIUM gives 0. At
  // 4: a tie 1½ − 1, MEDIUM 2.
  const spite = bestResponse(always("LOW", "LOW"), rules, "advantage");
  assertEquals([bids(spite), spite.theirs, spite.agent], [["22"], 1, 0]);
});

Deno.test("bestResponse() gives up points now for more later", () => {
  // An agent that bids LOW until it is outbid, and then HIGH. At value 4, outbidding it in the first of two rounds pays
  // 2 and leaves HIGH to bid against, (0 + ½) / 2; a tie at LOW pays 1½ and leaves LOW, (½ + 2) / 2.
  const table: AgentTable = STATES.map((last) => {
    const bid = ONLY[last !== undefined && (last.opponent > last.agent || last.agent === 3) ? "HIGH" : "LOW"];
    return { 2: bid, 4: bid };
  });
  const { plan, theirs } = bestResponse(table, TWO_ROUNDS, "payoff");
  assertEquals(plan[0], [{ 2: 1, 4: 1 }]);
  // Round 1: (½ + 1½) / 2; round 2 after a tie at LOW: (½ + 2) / 2.
  assertAlmostEquals(theirs, (1 + 5 / 4) / 2, 1e-12);
  assertEquals(bestResponse(table, ONE_ROUND, "payoff").plan, [[{ 2: 1, 4: 2 }]]);
});

Deno.test("bestResponse() takes the lowest of equally good bids", () => {
  // Against HIGH at value 2, LOW and MEDIUM both lose and pay nothing.
  const high: AgentTable = STATES.map(() => ({ 2: ONLY.HIGH, 4: ONLY.HIGH }));
  const { plan } = bestResponse(high, TWO_ROUNDS, "payoff");
  for (const bids of plan) for (const bid of bids) assertEquals(bid[2], 1);
});

Deno.test("auctionDomain() names a best response that its play pays as promised, also where coins decide ties", () => {
  for (const rules of [TWO_ROUNDS, { ...TWO_ROUNDS, losses: "clipped" }, { ...TWO_ROUNDS, ties: "coin" }] as const) {
    const domain = auctionDomain(rules);
    for (const goal of GOALS) {
      const choices = randomChoices(11);
      const { opponent, theirs, agent } = domain.bestResponse(choices, goal);
      assert(isPlanName(opponent));
      const worth = played(choices, opponent, rules);
      assertAlmostEquals(worth.theirs, theirs, 1e-12);
      assertAlmostEquals(worth.agent, agent, 1e-12);
    }
  }
});
