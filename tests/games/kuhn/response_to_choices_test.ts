import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  ACTIONS,
  DEALS,
  INFOSETS,
  isInfoset,
  kuhnDomain,
  kuhnPrompt,
  opponentPolicy,
  policyOfChoices,
  responseToChoices,
} from "../../../lib/games/kuhn/mod.ts";
import type { Choice, Coins, Domain, Play, Round } from "../../../lib/games/types.ts";
import { purePolicies, valueToFirst } from "./enumerate.ts";
import { randomPolicies } from "./random_policies.ts";

/** `count` choices at each information set, of which as near to `bets(infoset)` as it goes put chips in. */
function choicesOf(bets: (infoset: string) => number, count: number): Choice[] {
  return INFOSETS.flatMap((infoset) => {
    const [pass, bet] = kuhnPrompt(infoset).legal;
    return Array.from(
      { length: count },
      (_, i) => ({ infoset, action: i < Math.round(bets(infoset) * count) ? bet : pass }),
    );
  });
}

Deno.test("policyOfChoices() adds half a choice of either move to those that were counted, by hand", () => {
  const policy = policyOfChoices([
    { infoset: "0", action: "BET" },
    { infoset: "0", action: "PASS" },
    { infoset: "0", action: "BET" },
    { infoset: "1pb", action: "FOLD" },
    { infoset: "2b", action: "CALL" },
  ]);
  assertEquals([policy["0"], policy["1pb"], policy["2b"], policy["2"]], [2.5 / 4, 0.5 / 2, 1.5 / 2, 0.5]);
});

Deno.test("policyOfChoices() refuses what Kuhn poker doesn't have", () => {
  assertThrows(() => policyOfChoices([{ infoset: "3", action: "BET" }]), RangeError, 'no information set "3"');
  assertThrows(() => policyOfChoices([{ infoset: "0", action: "CALL" }]), RangeError, 'Illegal Kuhn action "CALL"');
});

Deno.test("responseToChoices() earns what the best of all 4096 pure strategies earns, with seats as they alternate", () => {
  const first = purePolicies(["", "pb"]), second = purePolicies(["p", "b"]);
  for (const [i, policy] of randomPolicies(12).entries()) {
    const choices = choicesOf((infoset) => isInfoset(infoset) ? policy[infoset] : 0, 9);
    // As policyOfChoices() is tested to be, by its formula.
    const measured = Object.fromEntries(
      INFOSETS.map((infoset) => [infoset, (Math.round(policy[infoset] * 9) + 0.5) / 10]),
    );
    const asFirst = Math.max(...first.map((pure) => valueToFirst(pure, measured)));
    const asSecond = Math.max(...second.map((pure) => -valueToFirst(measured, pure)));
    const hands = 1 + i % 4;
    const agentFirst = Math.ceil(hands / 2); // and the opponent second
    const { theirs, agent } = responseToChoices(choices, hands);
    assertAlmostEquals(theirs, (agentFirst * asSecond + (hands - agentFirst) * asFirst) / hands, 1e-12);
    assertEquals(agent, 0 - theirs);
  }
});

/** Plays an episode in which `act` answers; the generator's coins are `coins`. */
function playOut(play: Play, act: (infoset: string) => string): readonly Round[] {
  let step = play.next();
  while (!step.done) step = play.next(act(step.value.infoset));
  return step.value;
}

Deno.test("responseToChoices() names an opponent whose play earns what it says", () => {
  // An agent that always or never puts chips in, measured a thousand times: the prior leaves 1/2002 of the other move.
  for (const policy of randomPolicies(8)) {
    const bets = (infoset: string) => isInfoset(infoset) && policy[infoset] >= 0.5 ? 1 : 0;
    const choices = choicesOf(bets, 1000);
    const domain: Domain = kuhnDomain({ hands: 2 });
    const { opponent, theirs } = domain.bestResponse(choices, "payoff");
    const act = (infoset: string) => {
      assert(isInfoset(infoset));
      return kuhnPrompt(infoset).legal[bets(infoset)]!;
    };
    // Both are pure, so the six deals are all that can differ.
    const mean = DEALS.reduce((sum, _, deal) => {
      const coins: Coins = (_round, slot) => slot === 0 ? (deal + 0.5) / DEALS.length : 0.5;
      return sum + playOut(domain.play(opponent, coins), act).reduce((total, round) => total + round.opponent, 0) / 2;
    }, 0) / DEALS.length;
    // The prior moves each of 12 probabilities by at most 1/2002, and a hand's value by at most 4 chips times that.
    assertAlmostEquals(theirs, mean, 12 * 4 / 2002);
  }
});

Deno.test("responseToChoices() of nothing measured is the best response to coin flips: it earns 11/24 a hand", () => {
  // NashConv of the uniform policy is 11/12 (OpenSpiel), and seats alternate.
  assertAlmostEquals(responseToChoices([], 6).theirs, 11 / 24, 1e-12);
});

Deno.test("responseToChoices() bluffs who always folds, and never who always calls", () => {
  const folds = responseToChoices(choicesOf((infoset) => infoset.endsWith("b") ? 0 : 0.5, 50), 6).opponent;
  const calls = responseToChoices(choicesOf((infoset) => infoset.endsWith("b") ? 1 : 0.5, 50), 6).opponent;
  // Moves of the Jack moving first and after a pass.
  assertEquals([folds.slice(5, 7), calls.slice(5, 7)], ["bb", "pp"]);
  // The King calls every bet of either.
  assertEquals([folds.slice(-3, -1), calls.slice(-3, -1)], ["bb", "bb"]);
});

Deno.test("kuhnDomain() has one best response for both goals, and the one against always-bet folds the Jack", () => {
  const domain = kuhnDomain();
  const table = opponentPolicy("always-bet");
  const choices = choicesOf((infoset) => isInfoset(infoset) ? table[infoset] : 0, 20);
  const response = domain.bestResponse(choices, "payoff");
  assertEquals(domain.bestResponse(choices, "advantage"), response);
  assertEquals([response.opponent.slice(7, 9), ACTIONS.b.p], ["pp", "FOLD"]);
});
