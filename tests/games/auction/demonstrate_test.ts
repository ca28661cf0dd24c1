import { assert, assertEquals } from "@std/assert";
import {
  ACTIONS,
  auctionDomain,
  bidOf,
  demonstrateAuction,
  DEMONSTRATION_OPPONENTS,
  DEMONSTRATORS,
  readInfoset,
  reasonsFor,
} from "../../../lib/games/auction/mod.ts";
import type { AuctionRules } from "../../../lib/games/auction/rules.ts";
import { parseWord } from "../../../lib/games/parse_word.ts";
import type { Coins, Demonstration } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { DEMONSTRATORS as DESCRIBED } from "./enumerate.ts";
import { playOut } from "./play_out.ts";

const numbers = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(9, "data", [episode, purpose, round, slot]);

const RULES: AuctionRules = { rounds: 6, ties: "split", losses: "kept" };

const EPISODES: readonly (readonly Demonstration[])[] = Array.from(
  { length: 2000 },
  (_, i) => demonstrateAuction(RULES, numbers(i, 0), numbers(i, 1)),
);

const actionOf = ({ messages: [, , { content }] }: Demonstration) => content.split("\n").at(-1)!;

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
}

/**
 * Mean + 6 standard deviations of chi-square with `degrees` degrees of freedom: exceeded with probability below 10⁻³.
 */
const bound = (degrees: number) => degrees + 6 * Math.sqrt(2 * degrees);

Deno.test("demonstrateAuction() draws one demonstrator and one opponent an episode, with the paper's weights", () => {
  for (const examples of EPISODES) {
    assertEquals(examples.length, 6);
    assertEquals(new Set(examples.map(({ demonstrator, opponent }) => `${demonstrator} ${opponent}`)).size, 1);
  }
  const count = (key: "demonstrator" | "opponent", name: string) =>
    EPISODES.filter(([first]) => first![key] === name).length;
  const drawn = DEMONSTRATORS.map(({ name }) => count("demonstrator", name));
  assert(chiSquare(drawn, [0.44, 0.28, 0.2, 0.08]) < bound(3), drawn.join(" "));
  assertEquals([...DEMONSTRATION_OPPONENTS].sort(), ["aggressive", "conservative", "truthful"]);
  const met = DEMONSTRATION_OPPONENTS.map((name) => count("opponent", name));
  assert(chiSquare(met, [1 / 3, 1 / 3, 1 / 3]) < bound(2), met.join(" "));
});

Deno.test("demonstrateAuction() bids as the demonstrator is described, and at random where it is random", () => {
  const random = [0, 0, 0];
  for (const example of EPISODES.flat()) {
    const { value, past } = readInfoset(example.infoset);
    const bid = bidOf(actionOf(example));
    const described = DESCRIBED[example.demonstrator];
    if (described === undefined) random[bid - 1]!++;
    else assertEquals(bid, described({ value, own: [], other: past.map(({ other }) => other), rounds: 6 }));
  }
  assert(chiSquare(random, [1 / 3, 1 / 3, 1 / 3]) < bound(2), random.join(" "));
});

Deno.test("demonstrateAuction() answers play's own prompts", () => {
  const domain = auctionDomain();
  for (const [i, examples] of EPISODES.slice(0, 300).entries()) {
    const opponent = DEMONSTRATION_OPPONENTS.find((name) => name === examples[0]!.opponent)!;
    const { asked } = playOut(domain.play(opponent, numbers(i, 0)), ({ round }) => actionOf(examples[round]!));
    assertEquals(
      examples.map(({ infoset, messages: [system, user] }) => ({ infoset, messages: [system, user] })),
      asked.map(({ infoset, messages }) => ({ infoset, messages: [...messages] })),
    );
  }
});

Deno.test("demonstrateAuction() gives a reason that is true there, each as likely, and then the action alone", () => {
  let statistic = 0, degrees = 0;
  const cells = new Map<string, { texts: readonly string[]; counts: number[] }>();
  for (const example of EPISODES.flat()) {
    const { infoset, domain, messages: [, , { role, content }] } = example;
    assertEquals([role, domain], ["assistant", "auction"]);
    assertEquals(parseWord(content, ACTIONS), { action: actionOf(example) });
    const [reason, action, ...rest] = content.split("\n");
    assertEquals(rest, []);
    const texts = reasonsFor(readInfoset(infoset), bidOf(action!), RULES);
    assert(texts.includes(reason!), content);
    const cell = cells.get(texts.join()) ?? { texts, counts: texts.map(() => 0) };
    cell.counts[texts.indexOf(reason!)]!++;
    cells.set(texts.join(), cell);
  }
  for (const { texts, counts } of cells.values()) {
    if (Math.min(...counts) < 5) continue; // too rare for the approximation
    statistic += chiSquare(counts, texts.map(() => 1 / texts.length));
    degrees += texts.length - 1;
  }
  assert(degrees > 30 && statistic < bound(degrees), `${statistic} for ${degrees} degrees of freedom`);
});

Deno.test("demonstrateAuction() writes replies of a median of 70 to 93 characters, all under 220", () => {
  const lengths = EPISODES.flat().map(({ messages: [, , { content }] }) => content.length).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)]!;
  assert(median >= 70 && median <= 93, `${median}`);
  assert(lengths.at(-1)! < 220);
});

Deno.test("demonstrateAuction() is a function of its coins", () => {
  assertEquals(demonstrateAuction(RULES, numbers(5, 0), numbers(5, 1)), EPISODES[5]);
});
