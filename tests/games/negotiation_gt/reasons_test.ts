import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  type DemonstratorName,
  DEMONSTRATORS,
  type Items,
  type Seen,
  type Strategy,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { reasonsFor } from "../../../lib/games/negotiation_gt/reasons.ts";
import { randomDeals } from "./random_deals.ts";
import { SIMPLE_PLAYERS } from "./simple.ts";

/** A demonstrator's demand in a situation that it brought about itself, and the reasons for it. */
interface Case {
  readonly name: DemonstratorName;
  readonly seen: Seen;
  readonly demand: Items;
  readonly reasons: readonly string[];
}

const items = ([a, b, c]: readonly number[]): Items => [a!, b!, c!];

/** Four rounds of a demonstrator against one that plays by the paper, then anything. */
function episode(name: DemonstratorName, strategy: Strategy, opponent: string, i: number): Case[] {
  const { pool, values: [values], coins } = randomDeals(1, 100 + i)[0]!;
  const demander = strategy({ pool: items(pool), values: items(values), rounds: 4 });
  const own: Items[] = [], other: Items[] = [], cases: Case[] = [];
  for (let round = 0; round < 4; round++) {
    const seen: Seen = { pool: items(pool), values: items(values), own: [...own], other: [...other] };
    const demand = demander(seen, () => NaN);
    cases.push({ name, seen, demand, reasons: reasonsFor(name, seen, demand) });
    const plain = (all: readonly Items[]) => all.map((one) => [...one]);
    own.push(demand);
    other.push(items(SIMPLE_PLAYERS[opponent]!(pool, [...values], plain(other), plain(own), 4, coins[round]!)));
  }
  return cases;
}

const OPPONENTS = ["fair", "tit-for-tat", "concede", "greedy", "hardball", "erratic"];

const CASES: readonly Case[] = DEMONSTRATORS.flatMap(({ name, strategy }) =>
  OPPONENTS.flatMap((opponent) => Array.from({ length: 60 }, (_, i) => episode(name, strategy, opponent, i)).flat())
);

const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
const worth = ({ values }: Seen, demand: Items) => sum(demand.map((units, i) => units * values[i]!));

/** How the last round went, by what was demanded. */
function last({ pool, own, other }: Seen): "deal" | "breakdown" | "none" {
  const [mine, theirs] = [own.at(-1), other.at(-1)];
  if (!mine || !theirs) return "none";
  return pool.every((units, i) => mine[i]! + theirs[i]! <= units) ? "deal" : "breakdown";
}

/** What the opponent's mean demand leaves, unrounded. */
const leaves = ({ pool, other }: Seen) =>
  pool.map((units, i) => units - sum(other.map((demand) => demand[i]!)) / other.length);

Deno.test("reasonsFor() gives at least three reasons, each one sentence that fits the length", () => {
  for (const { reasons, demand } of CASES) {
    assert(reasons.length >= 3);
    assertEquals(new Set(reasons).size, reasons.length);
    for (const reason of reasons) {
      assertMatch(reason, /^[A-Z][^.!?\n]*\.$/);
      assert(reason.length >= 55 && reason.length + 1 + `[${demand.join(", ")}]`.length <= 110, reason);
    }
  }
});

/** What a reason says, and when that is true. All are checked wherever they are said. */
const CLAIMS: readonly (readonly [claim: RegExp, holds: (at: Case, match: RegExpExecArray) => boolean])[] = [
  [
    /(\d+) of the (\d+) items/,
    ({ seen, demand }, [, units, all]) => Number(units) === sum(demand) && Number(all) === sum(seen.pool),
  ],
  [/leave the other (\d+)/, ({ seen, demand }, [, left]) => Number(left) === sum(seen.pool) - sum(demand)],
  [/I value (books|hats|balls) most, so I ask for (\d) of (\d)/, ({ seen, demand }, [, item, units, all]) => {
    const i = ["books", "hats", "balls"].indexOf(item!);
    const others = seen.values.filter((_, other) => other !== i);
    return others.every((value) => value < seen.values[i]!) && demand[i] === Number(units) &&
      seen.pool[i] === Number(all);
  }],
  [
    /proportion|share the rest by value|Going by my own values|I weigh each item|stay with my share|keep to my share|still ask for my share/,
    (
      { name },
    ) => name === "proportional",
  ],
  [/whole pool here/, ({ seen, demand }) => demand.join() === seen.pool.join()],
  [/a bit less than my share|cautious|hold back/i, ({ name }) => name === "conservative"],
  [/a fifth over/i, ({ name, seen }) => name === "adaptive" && seen.own.length === 0],
  [/\bI open|I start|^First\b|my share by value, rounded down, (?:is|and)/i, ({ seen }) => seen.own.length === 0],
  [/ask(?:ing|ed)? for (?:nothing|none)|demand of nothing|nothing left to ask|stay with my demand of nothing/i, (
    { demand },
  ) => sum(demand) === 0],
  [
    /rounds? down to no(?:thing|ne)|whole unit/,
    ({ seen, demand }) => sum(demand) === 0 && seen.pool.every((units, i) => units * seen.values[i]! < 12.5),
  ],
  [
    /were a deal|was a deal|fit the pool last round|demands fit the pool|Asking for nothing was a deal/,
    ({ seen }) => last(seen) === "deal",
  ],
  [
    /We broke down|was no deal|After the breakdown|paid nothing|didn't fit/,
    ({ seen }) => last(seen) === "breakdown",
  ],
  [
    /again|keep (?:mine|to)|repeat it|stay (?:at|with)|I still ask|as I did before|last round, and I stay/,
    ({ seen, demand }) => seen.own.at(-1)!.join() === demand.join(),
  ],
  [/paid me (\d+) points?/, ({ seen }, [, points]) => Number(points) === worth(seen, seen.own.at(-1)!)],
  [/(?:drop|give up|give way by) one (book|hat|ball)/, ({ seen, demand }, [, unit]) => {
    const i = ["book", "hat", "ball"].indexOf(unit!), before = seen.own.at(-1)!;
    return before.every((units, other) => demand[other] === units - (other === i ? 1 : 0));
  }],
  [
    /drop one (book|hat|ball), worth (\d+) points?/,
    ({ seen }, [, unit, points]) => seen.values[["book", "hat", "ball"].indexOf(unit!)] === Number(points),
  ],
  [
    /go from (\d+) points? to (\d+) points?/,
    ({ seen, demand }, [, from, to]) =>
      Number(from) === worth(seen, seen.own.at(-1)!) && Number(to) === worth(seen, demand),
  ],
  [/one (book|hat|ball), the least valued of what I asked for/, ({ seen }, [, unit]) => {
    const i = ["book", "hat", "ball"].indexOf(unit!), before = seen.own.at(-1)!;
    return before.every((units, other) => other === i || units === 0 || seen.values[other]! > seen.values[i]!);
  }],
  [
    /mean demand|on average|demands so far|So far the opponent/,
    ({ seen, demand }) =>
      seen.other.length > 0 && leaves(seen).every((left, i) => Math.floor(left + 1e-9) === demand[i]),
  ],
  [
    /last demand left/,
    ({ seen, demand }) =>
      seen.other.length === 1 && demand.every((units, i) => units === seen.pool[i]! - seen.other[0]![i]!),
  ],
  [/asked for the whole pool/, ({ seen }) => seen.other.length === 1 && seen.other[0]!.join() === seen.pool.join()],
];

Deno.test("reasonsFor() claims only what is true of what was seen and of the demand", () => {
  for (const [claim, holds] of CLAIMS) {
    let made = 0;
    for (const at of CASES) {
      for (const reason of at.reasons) {
        const match = claim.exec(reason);
        if (match === null) continue;
        made++;
        assert(holds(at, match), `${at.name} ${JSON.stringify(at.seen)} [${at.demand}]: ${reason}`);
      }
    }
    assert(made > 0, `no reason makes the claim ${claim}`);
  }
});

/** Numbers that the claims check, but for what the demand is worth. */
const CHECKED_NUMBERS = /\d+ of (?:the )?\d+|leave the other \d+|drop one \w+, worth \d+|go from \d+|paid me \d+/g;

Deno.test("reasonsFor() names no other number than what the demand is worth", () => {
  let named = 0;
  for (const { seen, demand, reasons } of CASES) {
    for (const reason of reasons) {
      for (const [points] of reason.replaceAll(CHECKED_NUMBERS, "").matchAll(/\d+/g)) {
        assertEquals(Number(points), worth(seen, demand), `${JSON.stringify(seen)} [${demand}]: ${reason}`);
        named++;
      }
    }
  }
  assert(named > 1000);
});

Deno.test("reasonsFor() speaks of points and of one point", () => {
  for (const { reasons } of CASES) {
    for (const reason of reasons) assert(!/\b1 points|\b(?:\d\d|[02-9]) point\b/.test(reason), reason);
  }
});

Deno.test("reasonsFor() has no reason for what the demonstrator doesn't do: adaptive that gives up nothing after a breakdown", () => {
  const seen: Seen = { pool: [2, 2, 2], values: [4, 3, 3], own: [[1, 1, 1]], other: [[2, 2, 2]] };
  assertThrows(() => reasonsFor("adaptive", seen, [1, 1, 1]), RangeError, "adaptive doesn't demand [1, 1, 1] here");
});
