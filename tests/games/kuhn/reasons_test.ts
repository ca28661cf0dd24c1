import { assert, assertEquals, assertMatch } from "@std/assert";
import { INFOSETS, kuhnPrompt, MOVES } from "../../../lib/games/kuhn/mod.ts";
import { REASONS } from "../../../lib/games/kuhn/reasons.ts";

const cells = INFOSETS.flatMap((infoset) => MOVES.map((move) => ({ infoset, move, texts: REASONS[infoset][move] })));

Deno.test("REASONS give every move at least three of their own, each one sentence that fits the length", () => {
  for (const { texts } of cells) assert(texts.length >= 3);
  const all = cells.flatMap(({ texts }) => texts);
  assertEquals(new Set(all).size, all.length);
  for (const text of all) {
    assertMatch(text, /^[A-Z][^.!?\n]*\.$/);
    assert(text.length + "\nPASS".length < 220);
  }
});

Deno.test("REASONS lead to their own move and to no other", () => {
  const verbs = {
    PASS: /\bpass(?:ing)?\b/i,
    BET: /\bbet\b/i,
    FOLD: /\b(?:fold|give up)\b/i,
    CALL: /\bcall(?:ing)?\b/i,
  };
  for (const { infoset, move, texts } of cells) {
    const [pass, bet] = kuhnPrompt(infoset).legal;
    const [own, other] = move === "p" ? [pass, bet] : [bet, pass];
    for (const text of texts) {
      assertMatch(text, verbs[own]);
      const decides = new RegExp(`\\bI (?:\\w+ )?${other}\\b`, "i");
      assertEquals(decides.test(text.replace(/to ${other}/i, "")), false, `${infoset}${move}: ${text}`);
    }
  }
});

Deno.test("REASONS claim only what is true at their information set", () => {
  const card = (infoset: string) => Number(infoset[0]), moves = (infoset: string) => infoset.slice(1);
  const claims: readonly [claim: RegExp, holds: (infoset: string) => boolean][] = [
    [
      /lowest card|beats no card|beats neither|can't win|my Jack|with the Jack I|hold the Jack/i,
      (at) => card(at) === 0,
    ],
    [/Queen/, (at) => card(at) === 1],
    [/middle card|one of the two cards left (?:is lower|loses)|only one other card/i, (at) => card(at) === 1],
    [/highest|no card beats|can't lose|wins any showdown|beats both|win two chips/i, (at) => card(at) === 2],
    [/King/, (at) => card(at) === 2 || (card(at) === 1 && moves(at).endsWith("b"))],
    [/Jack/, (at) => card(at) !== 2],
    [
      /opponent passed|after a pass|after the pass|free showdown|this showdown|showdown now/i,
      (at) => moves(at) === "p",
    ],
    [/opponent bet\b|the bet\b|this bet|opponent's bet|drew a bet/i, (at) => moves(at).endsWith("b")],
    [/I passed|my pass\b/i, (at) => moves(at) === "pb"],
    [/pass as well|pass too/i, (at) => moves(at) === "p"],
    [/pass first|if the opponent bets|opponent room to bet/i, (at) => moves(at) === ""],
  ];
  const all = cells.flatMap(({ infoset, texts }) => texts.map((text) => ({ infoset, text })));
  for (const [claim, holds] of claims) {
    const made = all.filter(({ text }) => claim.test(text));
    assert(made.length > 0, `no reason makes the claim ${claim}`);
    for (const { infoset, text } of made) assert(holds(infoset), `${infoset}: ${text}`);
  }
  // A reason that names neither the card nor its rank would teach nothing about the card.
  for (const { text } of all) assertMatch(text, /Jack|Queen|King|lowest|highest/);
});
