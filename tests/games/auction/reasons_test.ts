import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  ACTION_OF,
  type Bid,
  BIDS,
  REASONS,
  REASONS_AGAINST_HIGH,
  REASONS_AGAINST_LOW,
  reasonsFor,
  type Seen,
  type Value,
  VALUES,
} from "../../../lib/games/auction/mod.ts";

/** Where a reason is given: after a high mean bid of the opponent's, after a lower one, or anywhere. */
interface Cell {
  readonly value: Value;
  readonly bid: Bid;
  readonly met: "high" | "low" | "any";
}

const TABLES = [["any", REASONS], ["high", REASONS_AGAINST_HIGH], ["low", REASONS_AGAINST_LOW]] as const;

const CELLS: readonly (Cell & { readonly texts: readonly string[] })[] = TABLES.flatMap(([met, table]) =>
  VALUES.flatMap((value) => BIDS.map((bid) => ({ value, bid, met, texts: table[value][bid] })))
);

const ALL = CELLS.flatMap(({ texts, ...cell }) => texts.map((text) => ({ cell, text })));

Deno.test("REASONS give each value and bid several of their own, each one sentence of fitting length", () => {
  for (const { met, texts } of CELLS) assert(texts.length >= (met === "any" ? 3 : 2));
  assertEquals(new Set(ALL.map(({ text }) => text)).size, ALL.length);
  for (const { text } of ALL) {
    assertMatch(text.replaceAll("2.5", "2"), /^[A-Z][^.!?\n]*\.$/);
    assert(text.length + "\nMEDIUM".length < 220);
  }
});

Deno.test("REASONS name the value and lead to their own bid and to no other", () => {
  for (const { cell: { value, bid }, text } of ALL) {
    assertMatch(text, new RegExp(`\\bvalue (?:is only |is just |is |of )?${value}\\b`), text);
    assertEquals(text.includes(`value ${6 - value}`), false, text);
    assert(text.includes(ACTION_OF[bid]), text);
    for (const other of BIDS.filter((other) => other !== bid)) {
      assertEquals(new RegExp(`I bid ${ACTION_OF[other]}|so ${ACTION_OF[other]}`).test(text), false, text);
    }
  }
});

Deno.test("REASONS claim only what is true where they are given", () => {
  const gain = ({ value, bid }: Cell) => value - bid; // what a win is worth under the paper's rules
  const claims: readonly [claim: RegExp, holds: (cell: Cell) => boolean][] = [
    [/average 2\.5 or more|bids high on average/, ({ met }) => met === "high"],
    [/average below 2\.5|hasn't always bid HIGH/, ({ met }) => met === "low"],
    [
      /only LOW can gain|the one bid that can still|a win pays only at the lowest|a bid above LOW can't gain/,
      (cell) => cell.value === 2 && cell.bid === 1,
    ],
    [/can still earn a point/, (cell) => gain(cell) === 1],
    [
      /gain nothing by it|breaks even|neither gain nor lose|for no gain|value 2 gains nothing/,
      (cell) => gain(cell) === 0,
    ],
    [/risks nothing|costs value 2 nothing/, (cell) => gain(cell) === 0],
    [
      /a win costs 1|costs me a point|at a cost to me|at a loss|value 2 loses|though my value is just 2/,
      (cell) => gain(cell) === -1,
    ],
    [/gains? 3|pays 3/, (cell) => gain(cell) === 3],
    [/gains? 2|leaves me 2|\bgain 2\b/, (cell) => gain(cell) === 2],
    [/may gain 1/, (cell) => gain(cell) === 1],
    [/gains the most|large gain\b/, (cell) => cell.value === 4 && cell.bid === 1],
    [/larger gain|good gain/, (cell) => gain(cell) === 2],
    [/even a HIGH win leaves me a gain/, (cell) => gain(cell) > 0],
    [/half of what it is worth/, ({ value, bid }) => bid === value / 2],
    [/nobody outbids|can't outbid me|to be sure|to be safe|to match that|to keep up/, ({ bid }) => bid === 3],
    [/a higher bid beats it|isn't beaten|keep the price down|a gamble|in case that ends/, ({ bid }) => bid === 1],
    [/beats LOW/, ({ bid }) => bid === 2],
    [/not to overpay/, ({ value, bid }) => bid < value],
  ];
  for (const [claim, holds] of claims) {
    const made = ALL.filter(({ text }) => claim.test(text));
    assert(made.length > 0, `no reason makes the claim ${claim}`);
    for (const { cell, text } of made) assert(holds(cell), text);
  }
  // A number other than the value and the mean's bound is a gain or a cost that is checked above.
  for (const { cell: { value }, text } of ALL) {
    const numbers = (text.replaceAll("2.5", "").match(/\d/g) ?? []).filter((digit) => digit !== `${value}`);
    if (numbers.length > 0) assert(claims.some(([claim]) => /[1-3]/.test(claim.source) && claim.test(text)), text);
  }
});

/** What a player of value 2 or 4 knows after some bids of the opponent. */
const seen = (others: readonly Bid[], value: Value = 4): Seen => ({
  value,
  score: 0,
  past: others.map((other) => ({ own: 3, other, outcome: "won" })),
});

Deno.test("reasonsFor() goes by the opponent's mean bid so far", () => {
  const reasons = (others: readonly Bid[], bid: Bid) => reasonsFor(seen(others), bid, { losses: "kept" });
  for (const bid of BIDS) {
    const any = REASONS[4][bid];
    assertEquals(reasons([], bid), any);
    assertEquals(reasons([2, 3], bid), [...any, ...REASONS_AGAINST_HIGH[4][bid]]);
    assertEquals(reasons([3, 3, 1], bid), [...any, ...REASONS_AGAINST_LOW[4][bid]]);
  }
});

Deno.test("reasonsFor() speaks of no loss where the rules clip it", () => {
  const loss = /costs? (1|me)|cost to me|loss|loses/;
  assert(REASONS[2][3].some((reason) => loss.test(reason)));
  for (const value of VALUES) {
    for (const bid of BIDS) {
      for (const others of [[], [3], [1]] as const) {
        const reasons = reasonsFor(seen(others, value), bid, { losses: "clipped" });
        assert(reasons.length >= 3);
        for (const reason of reasons) assert(!loss.test(reason), reason);
      }
    }
  }
});
