import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  DEMONSTRATION_OPPONENTS,
  DEMONSTRATORS,
  HELD_OUT_OPPONENTS,
  negotiationDomain,
  type NegotiationStrategy,
  type Negotiator,
  SCRIPTED_OPPONENTS,
  strategyNegotiator,
} from "../../../lib/games/negotiation/mod.ts";
import { coinsFor, DEMONSTRATOR_SCRIPTS, lines, meanPayoffs, OPPONENT_SCRIPTS, type Script } from "./enumerate.ts";
import { following, playOut } from "./play.ts";

const ROUNDS = 4;
const domain = negotiationDomain();
const OPPONENTS = [...SCRIPTED_OPPONENTS, "constant(1)", "constant(9)", ...HELD_OUT_OPPONENTS] as const;

/**
 * The library's mean payoffs a round of `agent` against the domain's `opponent`, over all ways their coins can fall.
 */
function played(agent: Negotiator, script: Script, opponent: NegotiationStrategy): [agent: number, opponent: number] {
  const theirs = OPPONENT_SCRIPTS[opponent]!;
  const ways = lines(script, theirs, ROUNDS);
  let [a, b] = [0, 0];
  for (const { drawn } of ways) {
    const act = following(agent, ROUNDS, coinsFor(script, drawn[0]));
    const { rounds } = playOut(domain.play(opponent, coinsFor(theirs, drawn[1])), act);
    for (const round of rounds) {
      a += round.agent;
      b += round.opponent;
    }
  }
  return [a / ways.length / ROUNDS, b / ways.length / ROUNDS];
}

Deno.test("every opponent and demonstrator, as agent against every opponent, earns what exact enumeration says", () => {
  assertEquals(Object.keys(OPPONENT_SCRIPTS).sort(), [...OPPONENTS].sort());
  assertEquals(Object.keys(DEMONSTRATOR_SCRIPTS), DEMONSTRATORS.map(({ name }) => name));
  const agents = [
    ...DEMONSTRATORS.map(({ name, negotiator }) => ({ name, negotiator, script: DEMONSTRATOR_SCRIPTS[name]! })),
    ...OPPONENTS.map((name) => ({
      name,
      negotiator: strategyNegotiator(name, ROUNDS),
      script: OPPONENT_SCRIPTS[name]!,
    })),
  ];
  for (const { name, negotiator, script } of agents) {
    for (const opponent of OPPONENTS) {
      const [agent, theirs] = played(negotiator, script, opponent);
      const [expected, expectedTheirs] = meanPayoffs(script, OPPONENT_SCRIPTS[opponent]!, ROUNDS);
      assertAlmostEquals(agent, expected, 1e-12, `${name} against ${opponent}`);
      assertAlmostEquals(theirs, expectedTheirs, 1e-12, `${opponent} against ${name}`);
    }
  }
});

Deno.test("two opponents that swap seats swap mean payoffs", () => {
  for (const one of OPPONENTS) {
    for (const other of OPPONENTS) {
      const [a, b] = played(strategyNegotiator(one, ROUNDS), OPPONENT_SCRIPTS[one]!, other);
      const [c, d] = played(strategyNegotiator(other, ROUNDS), OPPONENT_SCRIPTS[other]!, one);
      assertAlmostEquals(a, d, 1e-12, `${one} and ${other}`);
      assertAlmostEquals(b, c, 1e-12, `${one} and ${other}`);
    }
  }
});

Deno.test("demonstrators earn against their opponents what a calculation by hand gives", () => {
  // Mean payoffs a round over 4 rounds: the demonstrator's, then the opponent's.
  const byHand: Readonly<Record<string, Readonly<Record<typeof DEMONSTRATION_OPPONENTS[number], [number, number]>>>> = {
    "fair-split": { "selfish(7)": [0, 0], "fair(5)": [5, 5], "balanced(6)": [0, 0] },
    // A breakdown at 6 and 7, then 3 and 7 three times; 6 fits neither 5 nor 6.
    "balanced": { "selfish(7)": [9 / 4, 21 / 4], "fair(5)": [0, 0], "balanced(6)": [0, 0] },
    // Down to 3 beside 7 in the last round; to 5 from the second; to 4 beside 6 in the third.
    "concede": { "selfish(7)": [3 / 4, 7 / 4], "fair(5)": [15 / 4, 15 / 4], "balanced(6)": [2, 3] },
    // Its 5 fits neither 7 nor 6 in the first round; then it takes what they leave.
    "tit-for-tat": { "selfish(7)": [9 / 4, 21 / 4], "fair(5)": [5, 5], "balanced(6)": [3, 18 / 4] },
    // Of 3 to 7 only 3 fits beside 7; 3 to 5 beside 5; 3 and 4 beside 6.
    "random": { "selfish(7)": [3 / 5, 7 / 5], "fair(5)": [12 / 5, 15 / 5], "balanced(6)": [7 / 5, 12 / 5] },
  };
  for (const { name, negotiator } of DEMONSTRATORS) {
    for (const opponent of DEMONSTRATION_OPPONENTS) {
      const [agent, theirs] = played(negotiator, DEMONSTRATOR_SCRIPTS[name]!, opponent);
      assertAlmostEquals(agent, byHand[name]![opponent][0], 1e-12, `${name} against ${opponent}`);
      assertAlmostEquals(theirs, byHand[name]![opponent][1], 1e-12, `${opponent} against ${name}`);
    }
  }
});

Deno.test("the paper's opponents earn against each other what a calculation by hand gives", () => {
  const byHand: readonly [one: NegotiationStrategy, other: NegotiationStrategy, payoffs: [number, number]][] = [
    ["concede", "fair(5)", [2.5, 2.5]], // 6 breaks down, 5 makes a deal, 6 breaks down, 5 makes a deal
    ["concede", "concede", [2.5, 2.5]],
    ["concede", "balanced(6)", [0, 0]], // 5 doesn't fit beside 6
    ["concede", "constant(1)", [6, 1]],
    ["balanced(6,3)", "selfish(7)", [9 / 4, 21 / 4]],
    ["balanced(6,3)", "hardball(8)", [0, 0]], // 3 doesn't fit beside 8
    ["fair(5)", "fair(5)", [5, 5]],
    ["hardball(8)", "hardball(8)", [0, 0]],
    ["constant(1)", "hardball(8)", [1, 8]],
    ["boulware(0.2)", "fair(5)", [5 / 4, 5 / 4]], // the last round alone makes a deal
    ["conceder(5)", "fair(5)", [10 / 4, 10 / 4]], // 9, 6, 5, 5
    ["anchoring-then-concede", "constant(1)", [9, 1]],
    ["grim", "fair(5)", [5, 5]],
    ["grim", "constant(1)", [5, 1]],
    ["grim", "concede", [0, 0]], // 5 and 6; then 9
  ];
  for (const [one, other, [a, b]] of byHand) {
    const [agent, theirs] = played(strategyNegotiator(one, ROUNDS), OPPONENT_SCRIPTS[one]!, other);
    assertAlmostEquals(agent, a, 1e-12, `${one} against ${other}`);
    assertAlmostEquals(theirs, b, 1e-12, `${other} against ${one}`);
  }
});
