import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseWord } from "../../lib/games/parse_word.ts";
import { fuzzPieces, lastLineOf, type Pieces } from "./fuzz_pieces.ts";

const OPEN = ["PASS", "BET"], FACING = ["FOLD", "CALL"];

Deno.test("parseWord() reads the action alone on the last line, up to case, markup and a lead-in", () => {
  const replies = [
    "With the King I can't lose a showdown, so I bet for value.\nBET",
    "BET",
    "bet",
    "Bet.",
    "BET!",
    "  BET  ",
    "reason\nBET\n\n  \n",
    "reason\r\nBET\r\n",
    "**BET**",
    "*Bet*",
    "__BET__",
    "`BET`",
    '"BET."',
    "“BET”",
    "(BET)",
    "### BET",
    "Action: BET",
    "ACTION: bet",
    "**Action:** BET",
    "**Action: BET**",
    "Action = BET",
    '{"action": "BET"}',
    "My final action is BET",
    "My final action is: **BET**.",
    "The best move is BET.",
    "Therefore, my choice is BET",
    "Final answer: BET",
    "I BET",
    "I will BET.",
    "I choose to bet",
    "I'll BET",
    "```\nBET\n```",
    "```BET```",
    "\\boxed{BET}",
    "Final answer: \\boxed{BET}.",
    "<think>PASS looks safe, or CALL?\nPASS</think>BET",
    "PASS</think>\n\nBET",
    "I should PASS. No, I should not.\nBET",
  ];
  for (const reply of replies) assertEquals(parseWord(reply, OPEN), { action: "BET" }, reply);
  assertEquals(parseWord("so I fold.\nFold", FACING), { action: "FOLD" });
});

Deno.test("parseWord() rejects what is ambiguous, negated, illegal or unfinished, and says why", () => {
  const replies: readonly [reply: string, why: string][] = [
    ["", "no answer"],
    [" \n\t\n", "no answer"],
    ["BET</think>", "no answer"],
    ["BET</think>\n \n", "no answer"],
    ["<think>I hold the King.\nBET", "inside its reasoning"],
    ["done</think><think>BET", "inside its reasoning"],
    ["CALL", "is not legal here"],
    ["Action: FOLD", "is not legal here"],
    ["RAISE", "is not legal here"],
    ["CHECK", "is not legal here"],
    ["BETS", "is not legal here"],
    ["PASSBET", "is not legal here"],
    ["not BET", "negates"],
    ["I will not BET", "negates"],
    ["My action is not PASS", "negates"],
    ["I don't BET", "negates"],
    ["never PASS", "negates"],
    ["PASS or BET", "several"],
    ["PASS/BET", "several"],
    ["BET, not PASS", "negates"],
    ["BET (PASS is too weak)", "several"],
    ["PASS -> BET", "several"],
    ["BET BET", "not an action alone"],
    ["BET?", "not an action alone"],
    ["~~BET~~", "not an action alone"],
    ["- BET", "not an action alone"],
    ["2. BET", "not an action alone"],
    ["B E T", "not an action alone"],
    ["```\n```", "no answer"],
    ["\\boxedBET", "not an action alone"],
    ["B*E*T", "not an action alone"],
    ["BET 1", "not an action alone"],
    ["Opponent's action: BET", "not an action alone"],
    ["so I bet for value.", "not an action alone"],
    ["<b>BET</b>", "not an action alone"],
    ["42", "not an action alone"],
    ["***", "not an action alone"],
    ["I think that with this hand and in this seat the one sensible thing to do is clearly to BET", "too long"],
    ["\u0412\u0415\u0422", "beyond A–Z"], // Cyrillic
    ["\u0392\u0395\u03a4", "beyond A–Z"], // Greek
    ["\uff22\uff25\uff34", "beyond A–Z"], // full width
    ["BE\u0422", "beyond A–Z"],
    ["BET\u200b", "beyond A–Z"], // zero-width space
    ["B\u00adET", "beyond A–Z"], // soft hyphen
    ["pa\u017f\u017f", "beyond A–Z"], // long s, whose upper case is S
    ["pa\u00df", "beyond A–Z"], // sharp s, whose upper case is SS
    ["ВЫБИРАЮ ПАС", "beyond A–Z"],
    ["下注", "beyond A–Z"],
  ];
  for (const [reply, why] of replies) {
    const parsed = parseWord(reply, OPEN);
    assert("rejected" in parsed, `${JSON.stringify(reply)} was read as ${JSON.stringify(parsed)}`);
    assertStringIncludes(parsed.rejected, why, reply);
  }
});

Deno.test("parseWord() quotes a rejected line shortly and names what is legal", () => {
  const parsed = parseWord(`${"x".repeat(100_000)}`, FACING);
  assert("rejected" in parsed && parsed.rejected.length < 200);
  assertMatch(parsed.rejected, /^the last line "x+…" .*: use FOLD or CALL$/);
});

/** Seeds of the fuzz: real replies, words, markup, other scripts, look-alikes, tags. */
const PIECES = [
  "With the King I can't lose a showdown, so I bet for value right away.",
  "My Queen beats nothing but a Jack, so I fold to the opponent's bet.",
  "The opponent passed, so I bet the Jack as a bluff to take the pot.",
  ..."PASS BET CALL FOLD pass bet Call fOLD BETTER FOLDED not never don't or and I i is the my final Action: action"
    .split(
      " ",
    ),
  ..."My final action is|Therefore, the best move is:|I will|I choose to|</think>|<think>|</think|<|>|\n|\n\n|\r\n|\u2028"
    .split("|"),
  ..."**|*|_|`|\"|“|”|'|(|)|[|]|{|}|#|~~|- |1. |?|!|.|,|;|:|=|/|\\|$|\t| |\u00a0|\u200b|\u202e|\ufeff|\0".split("|"),
  ..."0|1|-1|3.14|1e9|NaN|下注|弃牌|ПАС|ВЕТ|ΒΕΤ|ＢＥＴ|paſſ|paß|𝐁𝐄𝐓|ᏴΕᎢ|🂮|\ud800|é|İ".split("|"),
] as const;

/** Letters that pass for A–Z at a glance. */
const LOOKALIKES: Readonly<Record<string, string>> = { A: "А", B: "В", C: "С", E: "Е", P: "Р", S: "Ѕ", T: "Т", L: "Ⅼ" };

const FUZZ = {
  pieces: PIECES,
  seed: 5,
  swap: (text, at) => text.slice(0, at) + (LOOKALIKES[text[at] ?? ""] ?? text[at] ?? "") + text.slice(at + 1),
} satisfies Pieces;

Deno.test("parseWord() never crashes or reads an illegal, second, negated or look-alike action in 150,000 fuzzed replies", () => {
  const read = { PASS: 0, BET: 0, FOLD: 0, CALL: 0 };
  for (const [i, reply] of [...fuzzPieces(150_000, FUZZ)].entries()) {
    const legal = i % 2 === 0 ? OPEN : FACING;
    const parsed = parseWord(reply, legal);
    if ("rejected" in parsed) {
      assert(parsed.rejected.length > 0 && parsed.rejected.length < 300);
      continue;
    }
    const { action } = parsed;
    assert(legal.includes(action), `${JSON.stringify(reply)}: ${action} is illegal`);
    // What the last line must look like by other means: one action word, plain letters, no negation.
    const line = lastLineOf(reply);
    const said = line.match(/(?<![a-z])(?:pass|bet|fold|call)(?:ed|s|ter)?(?![a-z])/gi) ?? [];
    assertEquals(said.map((word) => word.toUpperCase()), [action], JSON.stringify(reply));
    assertEquals(/[^\p{ASCII}“”‘’\s]|\bnot\b|never|n't/u.test(line), false, JSON.stringify(reply));
    read[action as keyof typeof read]++;
  }
  // The fuzz would prove nothing if it hardly ever made a readable reply.
  for (const [action, count] of Object.entries(read)) assert(count > 500, `${action} was read ${count} times`);
});
