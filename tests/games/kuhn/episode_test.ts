import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ASKED, type Coins, type Decision, type Play, type Round } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import {
  equilibriumPolicy,
  kuhnEpisode,
  type KuhnPolicy,
  kuhnPrompt,
  opponentPolicy,
  policyOf,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/kuhn/mod.ts";
import { isInfoset } from "../../../lib/games/kuhn/mod.ts";
import { lines, valueToFirst } from "./enumerate.ts";
import { randomPolicies } from "./random_policies.ts";

const drawn = (episode: number): Coins => (round, slot) => uniform(3, "deals", [episode, round, slot, 0]);

/** Plays an episode; `act` says whether to put chips in. */
function playOut(play: Play, act: (decision: Decision) => boolean): { rounds: readonly Round[]; asked: Decision[] } {
  const asked: Decision[] = [];
  let step = play.next();
  while (!step.done) {
    asked.push(step.value);
    step = play.next(step.value.legal[act(step.value) ? 1 : 0]!);
  }
  return { rounds: step.value, asked };
}

/** A player who follows `policy` with coins of its own. */
const follow = (policy: KuhnPolicy, episode: number) => ({ round, infoset }: Decision) => {
  assert(isInfoset(infoset));
  return uniform(4, "sampling", [episode, round, infoset.length, 0]) < policy[infoset];
};

Deno.test("kuhnEpisode() plays the hands asked for, is zero-sum, and lets the agent move first in every other hand", () => {
  const policies = randomPolicies(100);
  for (const [i, policy] of policies.entries()) {
    const hands = 1 + i % 7;
    const { rounds, asked } = playOut(
      kuhnEpisode(hands, policies.at(-i - 1)!, drawn(i)),
      follow(policy, i),
    );
    assertEquals(rounds.length, hands);
    for (const { agent, opponent } of rounds) {
      assertEquals(agent + opponent, 0);
      assert([1, 2].includes(Math.abs(agent)));
    }
    for (const { round, infoset } of asked) {
      assertEquals(["", "pb"].includes(infoset.slice(1)), round % 2 === 0, `${infoset} in hand ${round}`);
    }
    assertEquals(new Set(asked.map(({ round }) => round)).size, hands);
  }
});

Deno.test("kuhnEpisode() asks with the prompt of the information set, whatever the opponent holds", () => {
  const { asked } = playOut(kuhnEpisode(1000, opponentPolicy("nash-approx"), drawn(0)), () => false);
  for (const { infoset, messages, legal } of asked) {
    assert(isInfoset(infoset));
    assertEquals({ messages, legal }, kuhnPrompt(infoset));
  }
  assertEquals(new Set(asked.map(({ infoset }) => infoset)).size, 12);
});

Deno.test("kuhnEpisode() deals round t the same cards and coins whatever was played before", () => {
  for (let episode = 0; episode < 50; episode++) {
    const [one, other] = randomPolicies(2);
    const play = (policy: KuhnPolicy, from: number) =>
      playOut(
        kuhnEpisode(6, opponentPolicy("nash-approx"), drawn(episode)),
        // Different play before hand `from`, the same from then on.
        (decision) => follow(decision.round < from ? policy : one!, episode)(decision),
      );
    for (const from of [0, 3, 5]) {
      const a = play(one!, from), b = play(other!, from);
      for (let hand = 0; hand < 6; hand++) {
        const cards = [a, b].map(({ asked }) => asked.find(({ round }) => round === hand)!.infoset[0]);
        assertEquals(cards[0], cards[1], "the own card");
        if (hand >= from) assertEquals(a.rounds[hand], b.rounds[hand]);
      }
    }
  }
});

Deno.test("kuhnEpisode() plays scripted opponents with exactly the probabilities of their tables", () => {
  // All opponents' probabilities here are sixths, so six equally spaced coins at each of the three plies, in all six
  // deals, stand for all coins: the mean over the grid is the expectation, with no luck in it.
  const points = Array.from({ length: 6 }, (_, i) => (i + 0.5) / 6);
  const grid = points.flatMap((deal) =>
    points.flatMap((a) => points.flatMap((b) => points.map((c): Coins => (_, slot) => [deal, a, b, c][slot]!)))
  );
  const opponents = [...SCRIPTED_OPPONENTS.map(opponentPolicy), equilibriumPolicy(0), equilibriumPolicy(1 / 6)];
  const agents = randomPolicies(4).map((policy) => policyOf((infoset) => policy[infoset] < 0.5 ? 0 : 1));
  for (const opponent of opponents) {
    for (const agent of agents) {
      let first = 0, second = 0;
      for (const coins of grid) {
        const { rounds } = playOut(kuhnEpisode(2, opponent, coins), follow(agent, 0));
        first += rounds[0]!.agent / grid.length;
        second += rounds[1]!.agent / grid.length;
      }
      assertAlmostEquals(first, valueToFirst(agent, opponent), 1e-12);
      assertAlmostEquals(second, -valueToFirst(opponent, agent), 1e-12);
    }
  }
});

Deno.test("kuhnEpisode() pays random play what listing every way a hand can go predicts", () => {
  for (const [i, agent] of randomPolicies(3).entries()) {
    const opponent = randomPolicies(6)[i + 3]!;
    const hands = 20_000;
    const { rounds } = playOut(kuhnEpisode(hands, opponent, drawn(i)), follow(agent, i));
    const ways = [...lines(agent, opponent), ...lines(opponent, agent).map((way) => ({ ...way, net: -way.net }))];
    const mean = ways.reduce((sum, { probability, net }) => sum + probability * net / 2, 0);
    const variance = ways.reduce((sum, { probability, net }) => sum + probability * net ** 2 / 2, 0) - mean ** 2;
    const seen = rounds.reduce((sum, { agent }) => sum + agent, 0) / hands;
    assertAlmostEquals(seen, mean, 5 * Math.sqrt(variance / hands));
  }
});

Deno.test("kuhnEpisode() refuses an action that isn't legal", () => {
  const play = kuhnEpisode(1, opponentPolicy("always-pass"), () => 0);
  play.next();
  assertThrows(() => play.next("CALL"), RangeError, 'Illegal Kuhn action "CALL": PASS and BET are legal here');
});

Deno.test("kuhnEpisode() that asks the opponent too plays as a scripted one does, if the answers are the script's", () => {
  for (const [i, agent] of randomPolicies(40).entries()) {
    const opponent = randomPolicies(41 + i).at(-1)!, coins = drawn(i);
    const scripted = playOut(kuhnEpisode(7, opponent, coins), follow(agent, i));
    const both = playOut(kuhnEpisode(7, ASKED, coins), (decision) => {
      const { player, round, infoset } = decision;
      assert(isInfoset(infoset));
      // The script's coin of hand and ply: slot 0 is the deal, and a ply is a move made so far.
      return player === "agent" ? follow(agent, i)(decision) : coins(round, infoset.length) < opponent[infoset];
    });
    assertEquals(both.rounds, scripted.rounds);
    assertEquals(both.asked.filter(({ player }) => player === "agent"), scripted.asked);
    for (const { player, round, infoset } of both.asked) {
      const movesFirst = ["", "pb"].includes(infoset.slice(1));
      assertEquals(movesFirst === (player === "agent"), round % 2 === 0, `${player} at ${infoset} in hand ${round}`);
    }
  }
});

Deno.test("kuhnEpisode() asks the opponent with its own card, never the agent's", () => {
  for (let episode = 0; episode < 30; episode++) {
    const { asked } = playOut(kuhnEpisode(6, ASKED, drawn(episode)), () => false);
    for (let hand = 0; hand < 6; hand++) {
      const [first, second] = asked.filter(({ round }) => round === hand);
      assertEquals(first!.player === "agent", hand % 2 === 0);
      assert(first!.player !== second!.player && first!.infoset[0] !== second!.infoset[0]);
      for (const { infoset, messages } of [first!, second!]) {
        assert(isInfoset(infoset));
        assertEquals(messages, kuhnPrompt(infoset).messages);
      }
    }
  }
});
