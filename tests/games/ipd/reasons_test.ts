import { assert, assertEquals, assertMatch } from "@std/assert";
import { FURTHER_REASONS, REASONS, reasonsFor } from "../../../lib/games/ipd/reasons.ts";
import { situationAt } from "../../../lib/games/ipd/situation.ts";
import { infosetsAfter, movesOf, points } from "./enumerate.ts";

const MOVES = ["C", "D"] as const;
const ROUNDS = 6;

/** Every reason that can be given in a game of six rounds, with what was played. */
const GIVEN = [0, 1, 2, 3, 4, 5].flatMap(infosetsAfter).flatMap((infoset) => {
  const [own, other] = movesOf(infoset);
  return MOVES.flatMap((move) =>
    reasonsFor(move, situationAt(infoset, ROUNDS)).map((text) => ({ own, other, move, text }))
  );
});

Deno.test("REASONS give every move at least three of their own, each one sentence that fits the length", () => {
  const all = Object.values(REASONS).flatMap((moves) => MOVES.flatMap((move) => moves[move]));
  for (const moves of Object.values(REASONS)) for (const move of MOVES) assert(moves[move].length >= 3);
  assertEquals(new Set(all).size, all.length);
  for (const { text } of GIVEN) {
    assertMatch(text, /^[A-Z][^.!?\n]*\.$/);
    assert(text.length <= 90, text);
  }
});

Deno.test("FURTHER_REASONS are each given somewhere", () => {
  for (const reason of FURTHER_REASONS) {
    const situations = [0, 1, 2, 3].flatMap(infosetsAfter).map((infoset) => situationAt(infoset, 4));
    const held = situations.filter((situation) => reason.holds(situation));
    assert(held.length > 0);
    for (const situation of held) assert(reasonsFor(reason.move, situation).includes(reason.say(situation)));
  }
});

Deno.test("reasonsFor() leads to its own move and to no other", () => {
  for (const { move, text } of GIVEN) {
    const [own, other] = move === "C" ? [/cooperat/i, /defect/i] : [/defect/i, /cooperat/i];
    assertMatch(text, own);
    const decision = text.split(/, (?:so|but|yet|and) |, /).at(-1)!.replace(/^to .*/, "");
    const decides = (verb: RegExp) => new RegExp(`\\bI (?:\\w+ )*?(?:${verb.source})(?!ed)`, "i");
    assertEquals(decides(other).test(decision), false, text);
  }
});

Deno.test("reasonsFor() claims only what is true of the rounds that were played", () => {
  type Played = { readonly own: string; readonly other: string };
  const last = ({ own, other }: Played) => `${own.slice(-1)}${other.slice(-1)}`;
  const score = (mine: string, theirs: string) =>
    [...mine].reduce((sum, move, round) => sum + points(move, theirs[round]!), 0);
  const run = (text: string, of: RegExp) => of.exec(text)?.[0].length ?? 0;
  const joints = ({ own, other }: Played) => [...own].map((move, round) => `${move}${other[round]}`);
  const inARow = (played: Played, like: RegExp) =>
    run(joints(played).map((j) => like.test(j) ? "x" : "o").join(""), /x*$/);
  const claims: readonly [claim: RegExp, holds: (played: Played, number: number) => boolean][] = [
    [/open|first (?:move|round)|cooperate first|yet been played|been played yet|start with/i, ({ own }) => own === ""],
    [
      /both cooperated for 3|both cooperated, but|mutual cooperation I|met with cooperation/i,
      (at) => last(at) === "CC",
    ],
    [/My cooperation was just met with cooperation/, (at) => last(at) === "CC"],
    [/cooperates again,/, ({ other }) => other.endsWith("C")],
    [/The opponent (?:just )?cooperated\b/, ({ other }) => other.endsWith("C")],
    [/The opponent (?:just )?defected|met with defection/, ({ other }) => other.endsWith("D")],
    [/while I cooperated|my cooperation (?:was|earned)|from my trust|I got nothing/i, (at) => at.own.endsWith("C")],
    [/met with defection|earned me nothing|took 5 points from|the opponent 5 points/i, (at) => last(at) === "CD"],
    [/while I defected|I took 5|defection just earned|Defecting paid me/i, (at) => last(at) === "DC"],
    [/defected as I did|We both defected|Mutual defection paid|so I defect again\.$/, ({ own }) => own.endsWith("D")],
    [/defected as I did|We both defected|Mutual defection paid/, (at) => last(at) === "DD"],
    [/has never defected|never punished/, ({ other }) => other !== "" && !other.includes("D")],
    [/defected before/, ({ other }) => other.includes("D")],
    [/both cooperated for (\d+) rounds in a row/, (at, n) => n >= 2 && inARow(at, /CC/) === n],
    [/After (\d+) defections in a row/, (at, n) => n >= 2 && inARow(at, /.D/) === n],
    [/defected (\d+) rounds in a row/, (at, n) => n >= 2 && inARow(at, /.D/) === n],
    [/(\d+) points behind/, ({ own, other }, n) => n > 0 && score(other, own) - score(own, other) === n],
    [/With (\d+) rounds to play/, ({ own }, n) => n >= 2 && ROUNDS - own.length === n],
    [/final round/, ({ own }) => ROUNDS - own.length === 1],
    [/repay cooperation/, ({ other }) => other.endsWith("C")],
    [/\b(?:cooperate again|cooperate once more|offer cooperation again|keep 3 points)/, ({ own }) => own.endsWith("C")],
    [/I defect once more|I defect for 5 points again/, ({ own }) => own.endsWith("D")],
    [/previous round/, ({ own }) => own !== ""],
  ];
  for (const [claim, holds] of claims) {
    const made = GIVEN.filter(({ text }) => claim.test(text));
    assert(made.length > 0, `no reason makes the claim ${claim}`);
    for (const { text, ...played } of made) {
      assert(holds(played, Number(claim.exec(text)![1])), `${joints(played).join(" ")}: ${text}`);
    }
  }
});
