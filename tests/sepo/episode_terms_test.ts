import { assertAlmostEquals, assertEquals } from "@std/assert";
import { equilibriumPolicy } from "../../lib/games/kuhn/opponents.ts";
import type { Round } from "../../lib/games/types.ts";
import { episodeGap, episodeTerms, meanOrZero } from "../../lib/sepo/episode_terms.ts";
import { lines } from "../games/kuhn/enumerate.ts";

Deno.test("episodeTerms() reads u and e off a losing episode", () => {
  const rounds = [{ agent: 1, opponent: -1 }, { agent: -2, opponent: 2 }];
  assertEquals(episodeTerms(rounds), { payoff: -0.5, exploitability: 1, collusion: 0, externality: 0 });
});

Deno.test("episodeTerms() clips e at zero for a winning episode", () => {
  assertEquals(episodeTerms([{ agent: 5, opponent: 0 }, { agent: 1, opponent: 1 }]).exploitability, 0);
});

Deno.test("episodeTerms() averages collusion and externality over the rounds that have them", () => {
  const terms = episodeTerms([
    { agent: 3, opponent: 3, collusion: 0, externality: 0 },
    { agent: 5, opponent: 0, collusion: 1, externality: 1 / 6 },
    { agent: 1, opponent: 1, collusion: 1 },
  ]);
  assertAlmostEquals(terms.collusion, 2 / 3);
  assertAlmostEquals(terms.externality, 1 / 12);
  assertAlmostEquals(terms.payoff, 3);
});

Deno.test("episodeGap() is by how much the opponent earned more a round, clipped nowhere", () => {
  assertEquals(episodeGap([{ agent: 1, opponent: 4 }, { agent: 3, opponent: 2 }]), 1);
  assertEquals(episodeGap([{ agent: 5, opponent: 0 }]), -5);
});

Deno.test("meanOrZero() of none is 0", () => {
  assertEquals([meanOrZero([]), meanOrZero([1, 2])], [0, 1.5]);
});

Deno.test("episodeTerms() shows e where a Kuhn equilibrium meets itself, although neither seat gains on the whole", () => {
  for (const [alpha, documented] of [[0, 0.38], [1 / 3, 0.44]] as const) {
    const bets = equilibriumPolicy(alpha);
    const results = (sign: 1 | -1) =>
      [-2, -1, 1, 2].map((net) => ({
        agent: net,
        probability: lines(bets, bets).reduce((sum, line) => sum + (line.net === sign * net ? line.probability : 0), 0),
      }));
    const [first, second] = [results(1), results(-1)];
    // The agent moves first in hands 0, 2 and 4; all 4⁶ results of six hands.
    let episodes: { probability: number; rounds: Round[] }[] = [{ probability: 1, rounds: [] }];
    for (let hand = 0; hand < 6; hand++) {
      episodes = episodes.flatMap(({ probability, rounds }) =>
        (hand % 2 === 0 ? first : second).map(({ agent, probability: p }) => ({
          probability: probability * p,
          rounds: [...rounds, { agent, opponent: -agent }],
        }))
      );
    }
    const expected = (of: (rounds: Round[]) => number) =>
      episodes.reduce((sum, { probability, rounds }) => sum + probability * of(rounds), 0);
    assertAlmostEquals(expected(episodeGap), 0, 1e-12);
    const clipped = expected((rounds) => episodeTerms(rounds).exploitability);
    assertAlmostEquals(clipped, documented, 5e-3);
    assertAlmostEquals(clipped, convolvedClip(first, second), 1e-12);
  }
});

/** E max(0, −2·S/6) of the sum S of six hands' net chips, three from each seat, by convolution of their distributions. */
function convolvedClip(...seats: readonly { agent: number; probability: number }[][]): number {
  let sums = new Map([[0, 1]]);
  for (let hand = 0; hand < 6; hand++) {
    const next = new Map<number, number>();
    for (const [total, share] of sums) {
      for (const { agent, probability } of seats[hand % 2]!) {
        next.set(total + agent, (next.get(total + agent) ?? 0) + share * probability);
      }
    }
    sums = next;
  }
  return [...sums].reduce((mean, [total, share]) => mean + share * Math.max(0, -2 * total / 6), 0);
}
