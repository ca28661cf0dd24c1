import { assert, assertEquals } from "@std/assert";
import { uniform } from "../../../lib/random/uniform.ts";
import {
  demandOf,
  demonstrateNegotiation,
  DEMONSTRATION_OPPONENTS,
  DEMONSTRATORS,
  negotiationDomain,
  roundsOf,
} from "../../../lib/games/negotiation/mod.ts";
import type { NegotiationRules } from "../../../lib/games/negotiation/episode.ts";
import { reasonsFor } from "../../../lib/games/negotiation/reasons.ts";
import type { Coins, Demonstration } from "../../../lib/games/types.ts";
import { DEMONSTRATOR_SCRIPTS, OPPONENT_SCRIPTS } from "./enumerate.ts";

const numbers = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(9, "data", [episode, purpose, round, slot]);

const RULES: NegotiationRules = { rounds: 4, externality: "breakdown" };

const EPISODES: readonly (readonly Demonstration[])[] = Array.from(
  { length: 4000 },
  (_, i) => demonstrateNegotiation(RULES, numbers(i, 0), numbers(i, 1)),
);

const actionOf = ({ messages: [, , { content }] }: Demonstration) => content.split("\n").at(-1)!;

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
}

/**
 * A bound that chi-square with `degrees` degrees of freedom exceeds with probability below 10⁻³ (mean + 6 standard
 * deviations).
 */
const bound = (degrees: number) => degrees + 6 * Math.sqrt(2 * degrees);

Deno.test("demonstrateNegotiation() draws one demonstrator and one opponent an episode, with the paper's weights", () => {
  for (const examples of EPISODES) {
    assertEquals(new Set(examples.map(({ demonstrator, opponent }) => `${demonstrator} ${opponent}`)).size, 1);
    assertEquals(examples.length, 4);
  }
  const weights = { "fair-split": 0.32, "balanced": 0.27, "concede": 0.18, "tit-for-tat": 0.15, "random": 0.08 };
  assertEquals(Object.fromEntries(DEMONSTRATORS.map(({ name, weight }) => [name, weight])), weights);
  const count = (key: "demonstrator" | "opponent", name: string) =>
    EPISODES.filter(([first]) => first![key] === name).length;
  const drawn = Object.keys(weights).map((name) => count("demonstrator", name));
  assert(chiSquare(drawn, Object.values(weights)) < bound(4), drawn.join(" "));
  assertEquals([...DEMONSTRATION_OPPONENTS], ["selfish(7)", "fair(5)", "balanced(6)"]);
  const met = DEMONSTRATION_OPPONENTS.map((name) => count("opponent", name));
  assert(chiSquare(met, met.map(() => 1 / 3)) < bound(2), met.join(" "));
});

Deno.test("demonstrateNegotiation() demands what the demonstrator's description says, and random ones 3 to 7 equally", () => {
  const random = [0, 0, 0, 0, 0];
  for (const examples of EPISODES) {
    for (const example of examples) {
      const past = roundsOf(example.infoset);
      const own = past.map(({ own }) => own), other = past.map(({ other }) => other);
      assertEquals(other.at(-1), past.length === 0 ? undefined : OPPONENT_SCRIPTS[example.opponent]!.act([], [], 4, 0));
      const demand = Number(actionOf(example));
      if (example.demonstrator === "random") random[demand - 3]!++;
      else assertEquals(demand, DEMONSTRATOR_SCRIPTS[example.demonstrator]!.act(own, other, 4, 0));
    }
  }
  assert(random.length === 5 && chiSquare(random, random.map(() => 1 / 5)) < bound(4), random.join(" "));
});

Deno.test("demonstrateNegotiation() answers the prompts of play with a reason for the demand, each as likely", () => {
  const domain = negotiationDomain();
  let statistic = 0, degrees = 0;
  const drawn = new Map<string, number[]>();
  for (const [episode, examples] of EPISODES.entries()) {
    const play = domain.play(
      DEMONSTRATION_OPPONENTS.find((name) => name === examples[0]!.opponent)!,
      numbers(episode, 0),
    );
    let step = play.next();
    for (const example of examples) {
      assert(!step.done);
      const { infoset, messages, legal } = step.value;
      assertEquals([example.infoset, example.domain], [infoset, "negotiation"]);
      assertEquals(example.messages.slice(0, 2), [...messages]);
      const action = actionOf(example);
      assertEquals(domain.parse(example.messages[2].content, legal), { action });
      const reasons = reasonsFor(demandOf(action), roundsOf(infoset).at(-1));
      const at = reasons.findIndex((reason) => example.messages[2].content === `${reason}\n${action}`);
      assert(at >= 0, example.messages[2].content);
      const key = reasons.join();
      drawn.set(key, (drawn.get(key) ?? reasons.map(() => 0)).with(at, (drawn.get(key)?.[at] ?? 0) + 1));
      step = play.next(action);
    }
    assert(step.done);
  }
  for (const counts of drawn.values()) {
    if (Math.min(...counts) < 5) continue; // too rare for the approximation
    statistic += chiSquare(counts, counts.map(() => 1 / counts.length));
    degrees += counts.length - 1;
  }
  assert(degrees > 30 && statistic < bound(degrees), `${statistic} for ${degrees} degrees of freedom`);
});

Deno.test("demonstrateNegotiation() writes replies with a median of 70 to 93 characters, all below 220", () => {
  const lengths = EPISODES.flat().slice(0, 5000).map(({ messages: [, , { content }] }) => content.length);
  lengths.sort((a, b) => a - b);
  const median = lengths[lengths.length / 2]!;
  assert(median >= 70 && median <= 93, `${median}`);
  assert(lengths.at(-1)! < 220);
});

Deno.test("demonstrateNegotiation() is a function of its coins", () => {
  assertEquals(demonstrateNegotiation(RULES, numbers(5, 0), numbers(5, 1)), EPISODES[5]);
});

Deno.test("demonstrateNegotiation() draws the reason by a coin of its own, apart from the demand's", () => {
  for (const coin of [0, 0.5, 0.99]) {
    // The last demonstrator, random, whose demand is 3 by every coin for it.
    const examples = demonstrateNegotiation(
      RULES,
      () => 0,
      (round, slot) => round === 0 ? 0.99 : slot === 1 ? coin : 0,
    );
    assertEquals(examples.map(actionOf), ["3", "3", "3", "3"]);
    for (const { infoset, messages: [, , { content }] } of examples) {
      const reasons = reasonsFor(3, roundsOf(infoset).at(-1));
      assertEquals(content, `${reasons[Math.floor(coin * reasons.length)]}\n3`);
    }
  }
});
