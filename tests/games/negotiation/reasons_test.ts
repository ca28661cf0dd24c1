import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEMANDS, STATES } from "../../../lib/games/negotiation/mod.ts";
import { reasonsFor } from "../../../lib/games/negotiation/reasons.ts";

/** A situation in plain numbers: the demand d, and of the last round the own demand a and the other's b. */
interface Situation {
  readonly d: number;
  readonly a: number;
  readonly b: number;
  readonly first: boolean;
}

const ALL = STATES.flatMap((last) =>
  DEMANDS.map((demand) => ({
    at: { d: demand, a: last?.own ?? 0, b: last?.other ?? 0, first: last === undefined } satisfies Situation,
    texts: reasonsFor(demand, last),
  }))
);

const show = ({ d, a, b }: Situation, text: string) => `${d} after ${a}-${b}: ${text}`;

Deno.test("reasonsFor() has at least three distinct sentences of a fitting length for every demand after every round", () => {
  assertEquals(ALL.length, 9 * 82);
  for (const { at, texts } of ALL) {
    assert(texts.length >= 3 && new Set(texts).size === texts.length);
    for (const text of texts) {
      assertMatch(text, /^[A-Z][^.!?\n]*\.$/);
      assert(text.length >= 60 && text.length + 2 < 100, show(at, text));
    }
  }
});

Deno.test("reasonsFor() names the demand, and no number that isn't the situation's", () => {
  for (const { at, texts } of ALL) {
    for (const text of texts) {
      assert(text.includes(`${at.d}`), show(at, text));
      // Every number in a reason is one of the situation's, or follows from them.
      const { d, a, b, first } = at;
      const known = first ? [d, 10 - d] : [d, a, b, 10 - a - b];
      for (const number of text.match(/\d+/g)!) assert(known.includes(Number(number)), show(at, text));
    }
  }
});

Deno.test("reasonsFor() claims only what is true after the last round", () => {
  const deal = ({ a, b, first }: Situation) => !first && a + b <= 10;
  const breakdown = ({ a, b, first }: Situation) => !first && a + b > 10;
  // What a reason says, the numbers it says it of, and whether that holds.
  const claims: readonly [claim: RegExp, holds: (at: Situation, ...numbers: number[]) => boolean][] = [
    [/made a deal|paid me|a deal at|fitted the pie|than the \d that I got|I got \d|I got a deal|on the table/, deal],
    [/breakdown|broke down|too much|paid us nothing|got nothing|getting nothing|Nobody got|I answer/, breakdown],
    [
      /\b(?:My|my|even) (\d) (?:and|would|fits)|than my (\d)\b|from (\d) to|paid me (?:only )?(\d)|I got (\d)|With (\d) I/,
      own,
    ],
    [
      /[Oo]pponent's (\d)|opponent asked for (\d)|another (\d)|down from (\d)\.|less than (\d),|what (\d) leaves|fits (\d)\./,
      other,
    ],
    [/(?:at|Our|got nothing at|broke down at) (\d) and (\d)/, ({ a, b }, one, two) => one === a && two === b],
    [/I open|I start|start with/, ({ first }) => first],
    [/fair|even split|an even \d|ask for half/, ({ d }) => d === 5],
    [/above half|More than half|larger part/, ({ d }) => d > 5],
    [/below half|modest \d|less than half/, ({ d }) => d < 5],
    [/asks for (\d) or less|ask for up to (\d)|if the opponent asks for (\d), so/, ({ d }, n) => n === 10 - d],
    [/once more|repeat|stay at|insist/, ({ d, a }) => d === a],
    [/go down|come down to|cautious|safe side|so I come down|step toward/, ({ d, a }) => d < a],
    [/go up|I raise|more than before|even more than|dare to|I can have more/, ({ d, a, first }) => !first && d > a],
    [/which leaves (\d)/, ({ b }, n) => n === 10 - b],
    [
      /(\d) is just what another|what (?:\d|the opponent's \d) leaves, so I take|take that|I take what/,
      ({ d, b }) => d + b === 10,
    ],
    [/leaves room for|room to spare|surely fits|there is room|would fit|only \d, less than/, ({ d, b }) => d + b <= 10],
    [/room to spare|less than the opponent's \d leaves/, ({ d, b }) => d + b < 10],
    [/leaves room for more than my (\d)/, ({ b }, n) => 10 - b > n],
    [/left (\d) of the pie on the table/, ({ a, b }, n) => n === 10 - a - b && n > 0],
    [
      /fits only if|hope they do as well|part of the way|opponent yields|needs the opponent|comes down\./,
      ({ d, b }) => d + b > 10,
    ],
    [/press the opponent|look tough|they yield|opponent to yield/, ({ d, b }) => d + b > 10],
  ];
  function own({ a }: Situation, ...numbers: number[]) {
    return numbers.every((n) => n === a);
  }
  function other({ b }: Situation, ...numbers: number[]) {
    return numbers.every((n) => n === b);
  }
  const made = claims.map(() => 0);
  for (const { at, texts } of ALL) {
    for (const text of texts) {
      claims.forEach(([claim, holds], i) => {
        const match = claim.exec(text);
        if (match === null) return;
        made[i]!++;
        const numbers = match.slice(1).filter((group) => group !== undefined).map(Number);
        assert(holds(at, ...numbers), `${show(at, text)} (${claim})`);
      });
    }
  }
  for (const [i, count] of made.entries()) assert(count > 0, `no reason makes the claim ${claims[i]![0]}`);
});
