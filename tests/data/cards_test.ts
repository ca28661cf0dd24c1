import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { DATASETS } from "../../lib/data/datasets.ts";
import * as auction from "../../lib/games/auction/demonstrators.ts";
import * as ipd from "../../lib/games/ipd/demonstrators.ts";
import * as kuhn from "../../lib/games/kuhn/demonstrators.ts";
import { exploitability } from "../../lib/games/kuhn/exploitability.ts";
import { policyFromRows } from "../../lib/games/kuhn/policy.ts";
import type { History, Infoset } from "../../lib/games/kuhn/rules.ts";
import * as negotiation from "../../lib/games/negotiation/demonstrators.ts";
import * as negotiationGt from "../../lib/games/negotiation_gt/demonstrators.ts";
import type { Demonstration } from "../../lib/games/types.ts";
import { count, RATES, shareOf, textsTable } from "./card_tables.ts";
import { actionOf, byDomain, PUBLISHED } from "./published.ts";

const SFT = new URL("../../data/sft/", import.meta.url);

const cardOf = (name: string) => Deno.readTextFileSync(new URL(`cards/${name}.md`, SFT));

/** Who demonstrates in a domain, and against whom. */
interface Players {
  readonly DEMONSTRATORS: readonly { readonly name: string; readonly weight: number }[];
  readonly DEMONSTRATION_OPPONENTS: readonly string[];
}

const PLAYERS: Readonly<Record<string, Players>> = { ipd, auction, negotiation, "negotiation-gt": negotiationGt, kuhn };

const DOMAINS_OF_SETS = PUBLISHED.flatMap((set) => byDomain(set).map((parts) => ({ set: set.name, ...parts })));

/** All examples of a domain. */
function examplesOf(name: string): readonly Demonstration[] {
  return DOMAINS_OF_SETS.filter(({ domain }) => domain === name).flatMap(({ train, valid }) => [...train, ...valid]);
}

const userTurn = ({ messages: [, user] }: Demonstration) => user.content;

/** The demonstrators of the examples that `isOne` picks: at least one. */
function whoseAre(domain: string, isOne: (example: Demonstration) => boolean): readonly string[] {
  const found = [...new Set(examplesOf(domain).filter(isOne).map(({ demonstrator }) => demonstrator))];
  assert(found.length > 0);
  return found;
}

Deno.test("cards/ has a card for each data set, and the index lists them with their sizes", () => {
  const files = [...Deno.readDirSync(new URL("cards/", SFT))].map(({ name }) => name).sort();
  assertEquals(files, Object.keys(DATASETS).map((name) => `${name}.md`).sort());
  const index = Deno.readTextFileSync(new URL("README.md", SFT));
  for (const { name, train, valid } of PUBLISHED) {
    const sizes = `| ${count(train.length)} | ${count(valid.length)} |`;
    const line = index.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    assertStringIncludes(line!, `${sizes} [card](cards/${name}.md) | [lines](sample/${name}.jsonl) |`);
    assertStringIncludes(cardOf(name), `\n${count(train.length + valid.length)} decisions in `);
  }
});

for (const { set, domain, ...parts } of DOMAINS_OF_SETS) {
  Deno.test(`cards/${set}.md gives the figures of ${domain} as the data have them`, () => {
    assertStringIncludes(cardOf(set), textsTable(parts));
    assertStringIncludes(cardOf(set), RATES[domain]!(parts));
  });

  Deno.test(`cards/${set}.md lists ${domain}'s demonstrators and opponents as the code has them`, () => {
    const { DEMONSTRATORS, DEMONSTRATION_OPPONENTS } = PLAYERS[domain]!;
    const rows = DEMONSTRATORS.map(({ name, weight }) => `| ${name} | ${weight} | ${shareOf(name, parts)} |`);
    const listed = cardOf(set).split("\n").filter((line) => rows.some((row) => line.startsWith(row)));
    assertEquals(listed.length, rows.length, rows.join("\n"));
    assertStringIncludes(cardOf(set), `\nOpponents: ${DEMONSTRATION_OPPONENTS.join(", ")}.`);
  });
}

Deno.test("cards/kuhn.md gives each demonstrator's policy", () => {
  const number = (text: string) => Number(text.split("/")[0]) / Number(text.split("/")[1] ?? 1);
  for (const { name, weight, policy } of kuhn.DEMONSTRATORS) {
    const row = cardOf("kuhn").split("\n").find((line) => line.startsWith(`| ${name} | ${weight} |`))!;
    const triples = row.split("|").slice(4, 6).map((cell) => cell.split(",").map((text) => number(text.trim())));
    const [bets, calls] = triples.map((p): readonly [number, number, number] => [p[0]!, p[1]!, p[2]!]);
    assertEquals(policyFromRows({ "": bets!, p: bets!, b: calls!, pb: calls! }), policy, name);
  }
});

Deno.test("cards/kuhn.md is right about who passes a King and how far the mixture is from equilibrium", () => {
  assertEquals(whoseAre("kuhn", ({ infoset }) => infoset === "2pb"), ["random-legal"]);
  const nash = kuhn.DEMONSTRATORS.find(({ name }) => name === "nash-approx")!.policy;
  const chance = (infoset: Infoset) =>
    kuhn.DEMONSTRATORS.reduce((sum, { weight, policy }) => sum + weight * policy[infoset], 0);
  const rowOf = (history: History) => [chance(`0${history}`), chance(`1${history}`), chance(`2${history}`)] as const;
  const mixture = policyFromRows({ "": rowOf(""), p: rowOf("p"), b: rowOf("b"), pb: rowOf("pb") });
  // Calling the Queen with 1/3 in first seat, where 2/3 is needed, gives a bluffing Jack a profit: NashConv 1/9.
  assertAlmostEquals(exploitability(nash), 1 / 18);
  assert(exploitability(mixture) > exploitability(nash));
});

Deno.test("cards/multi.md is right about who decides as nobody else does", () => {
  const takes = (...actions: readonly string[]) => (example: Demonstration) => actions.includes(actionOf(example));
  const random = (domain: string, isOne: (example: Demonstration) => boolean) =>
    assertEquals(whoseAre(domain, isOne), ["random"]);
  random("ipd", (example) => /CC\. Points/.test(userTurn(example)) && takes("DEFECT")(example));
  random("auction", (example) => userTurn(example).includes("value: 2") && takes("MEDIUM", "HIGH")(example));
  random("auction", (example) => userTurn(example).includes("value: 4") && takes("LOW")(example));
  random("negotiation", takes("7"));
  assert(!examplesOf("negotiation").some(takes("8", "9")));

  const peaceful = /first: (?:nothing yet|(?:\wC ?)*\wC)\. Points/;
  for (const example of examplesOf("ipd").filter((example) => peaceful.test(userTurn(example)))) {
    if (["always-cooperate", "tit-for-tat", "generous-tft", "grim"].includes(example.demonstrator)) {
      assertEquals(actionOf(example), "COOPERATE");
    }
  }
});

Deno.test("cards/multi.md is right about who gets deals in the negotiation", () => {
  const after = examplesOf("negotiation").filter((example) => userTurn(example).includes("Past demands"));
  const sumsOf = (demonstrator: string, opponent: string) =>
    after.filter((example) => example.demonstrator === demonstrator && example.opponent === opponent)
      .flatMap((example) => userTurn(example).match(/\d-\d/g)!.map((round) => Number(round[0]) + Number(round[2])));
  const deals = (demonstrator: string, opponent: string) =>
    new Set(sumsOf(demonstrator, opponent).map((sum) => sum <= 10));
  assertEquals(deals("fair-split", "fair(5)"), new Set([true]));
  assertEquals(deals("fair-split", "selfish(7)"), new Set([false]));
  assertEquals(deals("fair-split", "balanced(6)"), new Set([false]));
  assertEquals(deals("balanced", "fair(5)"), new Set([false]));
  assertEquals(deals("balanced", "balanced(6)"), new Set([false]));
  const yields = after.filter(({ demonstrator, opponent }) => demonstrator === "balanced" && opponent === "selfish(7)");
  assertEquals(new Set(yields.map(actionOf)), new Set(["3"]));
});

Deno.test("cards/neg-gt.md is right about proportional against greedy", () => {
  const asks = examplesOf("negotiation-gt").filter(({ demonstrator }) => demonstrator === "proportional");
  assert(asks.every((example) => !actionOf(example).includes("0")));
  const greedy = asks.filter(({ opponent }) => opponent === "greedy").map(userTurn);
  assert(greedy.some((turn) => turn.includes("breakdown")));
  assert(!greedy.some((turn) => /, deal\.$/m.test(turn)));
});
