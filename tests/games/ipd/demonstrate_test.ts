import { assert, assertEquals } from "@std/assert";
import { demonstrateIpd, DEMONSTRATION_OPPONENTS, DEMONSTRATORS, ipdDomain } from "../../../lib/games/ipd/mod.ts";
import { historyTree } from "../../../lib/games/ipd/history_tree.ts";
import { reasonsFor } from "../../../lib/games/ipd/reasons.ts";
import { situationAt } from "../../../lib/games/ipd/situation.ts";
import { parseWord } from "../../../lib/games/parse_word.ts";
import type { Coins, Demonstration, Play } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { DESCRIBED, movesOf } from "./enumerate.ts";

const numbers = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(9, "data", [episode, purpose, round, slot]);

const HISTORIES = historyTree(8);

const EPISODES: readonly (readonly Demonstration[])[] = Array.from(
  { length: 3000 },
  (_, i) => demonstrateIpd(HISTORIES, numbers(i, 0), numbers(i, 1)),
);

const LEGAL = ["COOPERATE", "DEFECT"];
const actionOf = ({ messages: [, , { content }] }: Demonstration) => content.split("\n").at(-1)!;

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
}

/** A bound that chi-square with `degrees` degrees of freedom exceeds with probability below 10⁻³ (mean + 6 standard deviations). */
const bound = (degrees: number) => degrees + 6 * Math.sqrt(2 * degrees);

/** The rule that each demonstrator goes by. */
const RULES = { ...DESCRIBED, random: DESCRIBED["mixed(0.5)"]! };

Deno.test("demonstrateIpd() draws one demonstrator and one opponent an episode, with the paper's weights", () => {
  for (const examples of EPISODES) {
    assertEquals(examples.length, 8);
    assertEquals(new Set(examples.map(({ demonstrator, opponent }) => `${demonstrator} ${opponent}`)).size, 1);
    assertEquals(new Set(examples.map(({ domain }) => domain)), new Set(["ipd"]));
  }
  const weights = {
    "tit-for-tat": 0.33,
    "always-defect": 0.27,
    "grim": 0.22,
    "random": 0.08,
    "generous-tft": 0.05,
    "always-cooperate": 0.05,
  };
  assertEquals(Object.fromEntries(DEMONSTRATORS.map(({ name, weight }) => [name, weight])), weights);
  const count = (key: "demonstrator" | "opponent", name: string) =>
    EPISODES.filter(([first]) => first![key] === name).length;
  const drawn = Object.keys(weights).map((name) => count("demonstrator", name));
  assert(chiSquare(drawn, Object.values(weights)) < bound(5), drawn.join(" "));
  const opponents = ["always-cooperate", "always-defect", "tit-for-tat", "generous-tft", "grim"];
  assertEquals([...DEMONSTRATION_OPPONENTS], opponents);
  const met = opponents.map((name) => count("opponent", name));
  assert(chiSquare(met, met.map(() => 1 / 5)) < bound(4), met.join(" "));
});

Deno.test("demonstrateIpd() moves by the demonstrator's rule, and its opponent by its own", () => {
  const cells = new Map<number, { cooperated: number; n: number }>();
  for (const examples of EPISODES) {
    for (const [round, example] of examples.entries()) {
      const [own, other] = movesOf(example.infoset);
      assertEquals(own.length, round);
      const probability = RULES[example.demonstrator as keyof typeof RULES]!(own, other);
      const action = actionOf(example);
      if (probability === 0 || probability === 1) assertEquals(action, probability === 1 ? "COOPERATE" : "DEFECT");
      const cell = cells.get(probability) ?? { cooperated: 0, n: 0 };
      cells.set(probability, { cooperated: cell.cooperated + (action === "COOPERATE" ? 1 : 0), n: cell.n + 1 });
      // What the opponent can't have played is never shown.
      for (const [before, move] of [...other].entries()) {
        const cooperates = DESCRIBED[example.opponent]!(other.slice(0, before), own.slice(0, before));
        assert(move === "C" ? cooperates > 0 : cooperates < 1, `${example.opponent} in ${example.infoset}`);
      }
    }
  }
  assertEquals([...cells.keys()].sort(), [0, 0.25, 0.5, 1]);
  for (const p of [0.25, 0.5]) {
    const { cooperated, n } = cells.get(p)!;
    assert((cooperated - n * p) ** 2 / (n * p * (1 - p)) < bound(1), `${cooperated} of ${n} at ${p}`);
  }
});

Deno.test("demonstrateIpd() answers the play's own prompts with a true reason for the move, each as likely", () => {
  const domain = ipdDomain();
  const counts = new Map<string, number[]>();
  for (const [i, examples] of EPISODES.entries()) {
    const play: Play = domain.play(examples[0]!.opponent as typeof DEMONSTRATION_OPPONENTS[number], numbers(i, 0));
    let step = play.next();
    for (const example of examples) {
      const { infoset, messages: [system, user, assistant] } = example;
      assert(!step.done);
      assertEquals([system, user], [...step.value.messages]);
      assertEquals(infoset, step.value.infoset);
      assertEquals(parseWord(assistant.content, LEGAL), { action: actionOf(example) });
      const [reason, action, ...rest] = assistant.content.split("\n");
      assertEquals([rest, LEGAL.includes(action!)], [[], true]);
      const reasons = reasonsFor(action === "COOPERATE" ? "C" : "D", situationAt(infoset, 8));
      assert(reasons.includes(reason!), assistant.content);
      const drawn = counts.get(`${infoset} ${action}`) ?? reasons.map(() => 0);
      drawn[reasons.indexOf(reason!)]!++;
      counts.set(`${infoset} ${action}`, drawn);
      step = play.next(action!);
    }
    assert(step.done);
  }
  let statistic = 0, degrees = 0;
  for (const drawn of counts.values()) {
    if (drawn.reduce((sum, count) => sum + count, 0) < 10 * drawn.length) continue; // too rare for the approximation
    statistic += chiSquare(drawn, drawn.map(() => 1 / drawn.length));
    degrees += drawn.length - 1;
  }
  assert(degrees > 50 && statistic < bound(degrees), `${statistic} for ${degrees} degrees of freedom`);
});

Deno.test("demonstrateIpd() writes replies of 70 to 93 characters in the median, all under 220", () => {
  const lengths = EPISODES.flat().map(({ messages: [, , { content }] }) => content.length).sort((a, b) => a - b);
  const median = lengths[lengths.length >> 1]!;
  assert(median >= 70 && median <= 93, `median ${median}`);
  assert(lengths.at(-1)! < 220);
});

Deno.test("demonstrateIpd() is a function of its coins", () => {
  assertEquals(demonstrateIpd(HISTORIES, numbers(5, 0), numbers(5, 1)), EPISODES[5]);
});
