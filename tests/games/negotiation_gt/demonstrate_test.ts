import { assert, assertEquals } from "@std/assert";
import {
  demonstrateNegotiationGt,
  DEMONSTRATION_OPPONENTS,
  DEMONSTRATORS,
  legalActions,
  negotiationGtDomain,
  readInfoset,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { reasonsFor } from "../../../lib/games/negotiation_gt/reasons.ts";
import type { Coins, Demonstration, Domain } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { SIMPLE_PLAYERS } from "./simple.ts";

const numbers = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(9, "data", [episode, purpose, round, slot]);

const EPISODES: readonly (readonly Demonstration[])[] = Array.from(
  { length: 1250 },
  (_, i) => demonstrateNegotiationGt(4, numbers(i, 0), numbers(i, 1)),
);

const actionOf = ({ messages: [, , { content }] }: Demonstration) => content.split("\n").at(-1)!;

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
}

/** A bound that chi-square with `degrees` degrees of freedom exceeds with probability below 10⁻³ (mean + 6 standard deviations). */
const bound = (degrees: number) => degrees + 6 * Math.sqrt(2 * degrees);

Deno.test("demonstrateNegotiationGt() draws one demonstrator and one opponent an episode, with the paper's weights", () => {
  for (const examples of EPISODES) {
    assertEquals(new Set(examples.map(({ demonstrator, opponent }) => `${demonstrator} ${opponent}`)).size, 1);
    assertEquals(examples.length, 4);
  }
  const count = (key: "demonstrator" | "opponent", name: string) =>
    EPISODES.filter(([first]) => first![key] === name).length;
  const drawn = DEMONSTRATORS.map(({ name }) => count("demonstrator", name));
  assert(chiSquare(drawn, [0.35, 0.25, 0.25, 0.15]) < bound(3), drawn.join(" "));
  assertEquals([...DEMONSTRATION_OPPONENTS], ["fair", "tit-for-tat", "concede", "greedy", "hardball"]);
  const met = DEMONSTRATION_OPPONENTS.map((name) => count("opponent", name));
  assert(chiSquare(met, met.map(() => 1 / 5)) < bound(4), met.join(" "));
});

Deno.test("demonstrateNegotiationGt() demands what the plain version of the demonstrator demands", () => {
  for (const example of EPISODES.flat()) {
    const { pool, values, own, other } = readInfoset(example.infoset);
    const copies = (demands: readonly (readonly number[])[]) => demands.map((demand) => [...demand]);
    const player = SIMPLE_PLAYERS[example.demonstrator]!;
    const demand = player([...pool], [...values], copies(own), copies(other), 4, NaN);
    assertEquals(actionOf(example), `[${demand.join(", ")}]`);
  }
});

Deno.test("demonstrateNegotiationGt() answers the prompts of play with a reason and the demand alone on the last line", () => {
  const domain: Domain = negotiationGtDomain();
  for (const [i, examples] of EPISODES.entries()) {
    const play = domain.play(examples[0]!.opponent, numbers(i, 0));
    let step = play.next();
    for (const example of examples) {
      const { infoset, messages: [system, user, { role, content }] } = example;
      assert(!step.done);
      assertEquals(step.value.messages, [system, user]);
      assertEquals(step.value.infoset, infoset);
      assertEquals([role, example.domain], ["assistant", "negotiation-gt"]);
      const legal = legalActions(readInfoset(infoset).pool);
      assertEquals(domain.parse(content, legal), { action: actionOf(example) });
      const [reason, ...rest] = content.split("\n");
      assertEquals(rest, [actionOf(example)]);
      const { name } = DEMONSTRATORS.find(({ name }) => name === example.demonstrator)!;
      const demand = JSON.parse(actionOf(example));
      assert(reasonsFor(name, readInfoset(infoset), demand).includes(reason!));
      step = play.next(actionOf(example));
    }
    assert(step.done);
  }
});

Deno.test("demonstrateNegotiationGt() gives each reason for a demand as often as the others", () => {
  const counts = new Map<string, number>();
  let statistic = 0, degrees = 0;
  for (const { demonstrator, infoset, messages } of EPISODES.flat()) {
    // Conservative demands in a first round: three reasons, whatever the numbers in them.
    if (demonstrator !== "conservative" || infoset.length > 7 || messages[2].content.endsWith("[0, 0, 0]")) continue;
    const kind = messages[2].content.slice(0, 8);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  statistic += chiSquare([...counts.values()], [1 / 3, 1 / 3, 1 / 3]);
  degrees += 2;
  assertEquals(counts.size, 3);
  assert(statistic < bound(degrees), [...counts].join(" "));
});

Deno.test("demonstrateNegotiationGt() replies in 70 to 93 characters in the median, and always in under 220", () => {
  const lengths = EPISODES.flat().map(({ messages: [, , { content }] }) => content.length).sort((a, b) => a - b);
  assertEquals(lengths.length, 5000);
  const median = (lengths[2499]! + lengths[2500]!) / 2;
  assert(median >= 70 && median <= 93, `${median}`);
  assert(lengths.at(-1)! < 220);
});

Deno.test("demonstrateNegotiationGt() is a function of its coins", () => {
  assertEquals(demonstrateNegotiationGt(4, numbers(5, 0), numbers(5, 1)), EPISODES[5]);
});
