import { assert, assertEquals } from "@std/assert";
import {
  demonstrateKuhn,
  DEMONSTRATION_OPPONENTS,
  DEMONSTRATORS,
  isInfoset,
  kuhnPrompt,
} from "../../../lib/games/kuhn/mod.ts";
import { parseWord } from "../../../lib/games/parse_word.ts";
import { REASONS } from "../../../lib/games/kuhn/reasons.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import type { Coins, Demonstration } from "../../../lib/games/types.ts";

const numbers = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(9, "data", [episode, purpose, round, slot]);

const EPISODES: readonly (readonly Demonstration[])[] = Array.from(
  { length: 4000 },
  (_, i) => demonstrateKuhn(6, numbers(i, 0), numbers(i, 1)),
);

const actionOf = ({ messages: [, , { content }] }: Demonstration) => content.split("\n").at(-1)!;

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
}

/** A bound that chi-square with `degrees` degrees of freedom exceeds with probability below 10⁻³ (mean + 6 standard deviations). */
const bound = (degrees: number) => degrees + 6 * Math.sqrt(2 * degrees);

Deno.test("demonstrateKuhn() draws one demonstrator and one opponent an episode, with the paper's weights", () => {
  for (const examples of EPISODES) {
    assertEquals(new Set(examples.map(({ demonstrator, opponent }) => `${demonstrator} ${opponent}`)).size, 1);
    assert(examples.length >= 6 && examples.length <= 9); // the three hands in first seat have one decision or two
  }
  const weights = {
    "nash-approx": 0.45,
    "tight-value": 0.25,
    "pot-control": 0.2,
    "random-legal": 0.08,
    "always-pass-queen": 0.02,
  };
  assertEquals(Object.fromEntries(DEMONSTRATORS.map(({ name, weight }) => [name, weight])), weights);
  const count = (key: "demonstrator" | "opponent", name: string) =>
    EPISODES.filter(([first]) => first![key] === name).length;
  const drawn = Object.keys(weights).map((name) => count("demonstrator", name));
  assert(chiSquare(drawn, Object.values(weights)) < bound(4), drawn.join(" "));
  const met = DEMONSTRATION_OPPONENTS.map((name) => count("opponent", name));
  assert(chiSquare(met, met.map(() => 1 / 5)) < bound(4), met.join(" "));
});

Deno.test("demonstrateKuhn() bets and calls with the probabilities of the demonstrator's table", () => {
  // By card J, Q, K, from the paper's descriptions; the same in both seats.
  const described: Readonly<Record<string, readonly [bet: number[], call: number[]]>> = {
    "nash-approx": [[1 / 3, 0, 1], [0, 1 / 3, 1]],
    "tight-value": [[0, 0, 1], [0, 0, 1]],
    "pot-control": [[0.2, 0, 1], [0, 0, 1]],
    "random-legal": [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]],
    "always-pass-queen": [[0, 0, 1], [0, 0, 1]],
  };
  const cells = new Map<string, { bets: number; n: number; p: number }>();
  for (const example of EPISODES.flat()) {
    const { demonstrator, infoset } = example;
    const p = described[demonstrator]![infoset.endsWith("b") ? 1 : 0]![Number(infoset[0])]!;
    const cell = cells.get(`${demonstrator} ${infoset}`) ?? { bets: 0, n: 0, p };
    cell.bets += ["BET", "CALL"].includes(actionOf(example)) ? 1 : 0;
    cell.n++;
    cells.set(`${demonstrator} ${infoset}`, cell);
  }
  let statistic = 0, degrees = 0;
  for (const [name, { bets, n, p }] of cells) {
    if (p === 0 || p === 1) assertEquals(bets, n * p, name);
    else {
      statistic += (bets - n * p) ** 2 / (n * p * (1 - p));
      degrees++;
    }
  }
  assertEquals(degrees, 4 + 2 + 12);
  assert(statistic < bound(degrees), `${statistic} for ${degrees} degrees of freedom`);
});

Deno.test("demonstrateKuhn() answers the information set's prompt with a reason of the move, each as likely", () => {
  const counts = new Map<string, number>();
  for (const example of EPISODES.flat()) {
    const { infoset, messages: [system, user, assistant] } = example;
    assert(isInfoset(infoset));
    const { legal, messages } = kuhnPrompt(infoset);
    assertEquals([system, user], [...messages]);
    assertEquals(parseWord(assistant.content, legal), { action: actionOf(example) });
    const [reason, action, ...rest] = assistant.content.split("\n");
    assertEquals(rest, []);
    assert(REASONS[infoset][action === legal[1] ? "b" : "p"].includes(reason!));
    counts.set(assistant.content + infoset, (counts.get(assistant.content + infoset) ?? 0) + 1);
  }
  let statistic = 0, degrees = 0;
  for (const [infoset, moves] of Object.entries(REASONS)) {
    assert(isInfoset(infoset));
    const [pass, bet] = kuhnPrompt(infoset).legal;
    for (const [texts, action] of [[moves.p, pass], [moves.b, bet]] as const) {
      const drawn = texts.map((text) => counts.get(`${text}\n${action}${infoset}`) ?? 0);
      if (Math.min(...drawn) < 5) continue; // too rare for the approximation
      statistic += chiSquare(drawn, texts.map(() => 1 / texts.length));
      degrees += texts.length - 1;
    }
  }
  assert(degrees > 30 && statistic < bound(degrees), `${statistic} for ${degrees} degrees of freedom`);
});

Deno.test("demonstrateKuhn() is a function of its coins", () => {
  assertEquals(demonstrateKuhn(6, numbers(5, 0), numbers(5, 1)), EPISODES[5]);
});
