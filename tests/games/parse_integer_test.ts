import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseInteger } from "../../lib/games/parse_integer.ts";
import { leadIn } from "../../lib/games/parse_last_line.ts";
import { fuzzPieces, lastLineOf, type Pieces } from "./fuzz_pieces.ts";

const LEGAL = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const DEMAND = leadIn("demand");

Deno.test("parseInteger() reads the integer alone on the last line, up to markup and a lead-in", () => {
  const replies = [
    "Half of the pie is fair to both sides, so I ask for 5.\n5",
    "5",
    "5.",
    "5!",
    "  5  ",
    "reason\n5\n\n  \n",
    "reason\r\n5\r\n",
    "**5**",
    "*5*",
    "__5__",
    "`5`",
    '"5."',
    "“5”",
    "(5)",
    "[5]",
    "### 5",
    "Action: 5",
    "ACTION: 5",
    "**Action:** 5",
    "**Action: 5**",
    "Action = 5",
    '{"action": 5}',
    "My final action is 5",
    "My final answer is: **5**.",
    "The best move is 5.",
    "Therefore, my choice is 5",
    "Final answer: 5",
    "I choose 5",
    "<think>7 looks greedy, or 6?\n7</think>5",
    "7</think>\n\n5",
    "I should ask for 7. No, I should not.\n5",
  ];
  for (const reply of replies) {
    assertEquals(parseInteger(reply, LEGAL), { action: "5" }, reply);
    assertEquals(parseInteger(reply, LEGAL, DEMAND), { action: "5" }, reply);
  }
  assertEquals(parseInteger("12", ["10", "11", "12"]), { action: "12" });
  assertEquals(parseInteger("0", ["0", "1"]), { action: "0" });
});

Deno.test("parseInteger() takes the game's own word in a lead-in only where it is told", () => {
  const replies = ["Demand: 5", "**My demand is 5**", "My final demand: 5", "I demand 5.", "I will demand 5"];
  for (const reply of [...replies, "I choose to demand 5", "So my demand is 5", "DEMAND = 5"]) {
    assertEquals(parseInteger(reply, LEGAL, DEMAND), { action: "5" }, reply);
    assert("rejected" in parseInteger(reply, LEGAL), reply);
  }
  for (const reply of ["I will not demand 5", "Their demand is 5", "demand 5 or 6", "My bid is 5", "Demanded: 5"]) {
    assert("rejected" in parseInteger(reply, LEGAL, DEMAND), reply);
  }
});

Deno.test("parseInteger() rejects what is ambiguous, negated, illegal or unfinished, and says why", () => {
  const replies: readonly [reply: string, why: string][] = [
    ["", "no answer"],
    [" \n\t\n", "no answer"],
    ["5</think>", "no answer"],
    ["<think>Half is fair.\n5", "inside its reasoning"],
    ["done</think><think>5", "inside its reasoning"],
    ["0", "is not legal here"],
    ["10", "is not legal here"],
    ["Action: 10", "is not legal here"],
    ["05", "is not legal here"],
    ["-5", "is not legal here"],
    ["+5", "is not legal here"],
    ["99999999999999999999", "is not legal here"],
    ["not 5", "negates"],
    ["I will not choose 5", "negates"],
    ["5, not 6", "negates"],
    ["anything without 7", "negates"],
    ["5 or 6", "several"],
    ["5/6", "several"],
    ["5-6", "several"],
    ["4…6", "several"],
    ["5 -> 6", "several"],
    ["2. 5", "several"],
    ["2+3", "several"],
    ["2^3", "several"],
    ["5 5", "not an action alone"],
    ["5 5 6", "several"],
    ["5?", "not an action alone"],
    ["~~5~~", "not an action alone"],
    ["- 5", "not an action alone"],
    ["5.0", "not an action alone"],
    [".5", "not an action alone"],
    ["0.5", "not an action alone"],
    ["5e0", "not an action alone"],
    ["0x5", "not an action alone"],
    ["1_0", "not an action alone"],
    ["1**0**", "not an action alone"],
    ["5 of 10", "not an action alone"],
    ["5/10", "not an action alone"],
    ["5%", "not an action alone"],
    ["$5", "not an action alone"],
    ["5 points", "not an action alone"],
    ["five", "not an action alone"],
    ["V", "not an action alone"],
    ["l", "not an action alone"],
    ["O", "not an action alone"],
    ["Opponent's action: 5", "not an action alone"],
    ["so I ask for 5.", "not an action alone"],
    ["<b>5</b>", "not an action alone"],
    ["***", "not an action alone"],
    ["I think that with this history and in this round the one sensible demand is clearly just 5", "too long"],
    ["\uff15", "beyond 0–9"], // full width
    ["\u0665", "beyond 0–9"], // Arabic-Indic
    ["\u09eb", "beyond 0–9"], // Bengali
    ["\u{1d7d3}", "beyond 0–9"], // mathematical bold
    ["\u2464", "beyond 0–9"], // circled
    ["\u2164", "beyond 0–9"], // Roman
    ["\u2075", "beyond 0–9"], // superscript
    ["5\ufe0f\u20e3", "beyond 0–9"], // keycap
    ["\u22125", "beyond 0–9"], // minus sign
    ["5\u200b", "beyond 0–9"], // zero-width space
    ["5\u2044\u0036", "several"], // fraction slash
    ["\u202e5", "beyond 0–9"], // right-to-left override
    ["五", "beyond 0–9"],
    ["ПЯТЬ", "beyond 0–9"],
  ];
  for (const [reply, why] of replies) {
    const parsed = parseInteger(reply, LEGAL);
    assert("rejected" in parsed, `${JSON.stringify(reply)} was read as ${JSON.stringify(parsed)}`);
    assertStringIncludes(parsed.rejected, why, reply);
  }
});

Deno.test("parseInteger() quotes a rejected line shortly and names what is legal", () => {
  const parsed = parseInteger("9".repeat(100_000), LEGAL);
  assert("rejected" in parsed && parsed.rejected.length < 200);
  assertMatch(parsed.rejected, /^the last line "9+…" .*: use 1, 2, 3, 4, 5, 6, 7, 8 or 9$/);
});

/** Seeds of the fuzz: real replies, numbers, words, markup, other scripts, look-alikes, tags. */
const PIECES = [
  "Half of the pie is fair to both sides, so I ask for 5.",
  "The opponent took 7 last time, so I come down to 3 and save the deal.",
  ..."0 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 10 12 05 -1 +3 3.14 1e9 0x7 007 NaN five VII ½ 1st".split(" "),
  ..."not never don't or and I i is the my of to final Action: action Demand: demand choose will".split(" "),
  ..."My final action is|Therefore, the best move is:|I will|I choose to|I demand|</think>|<think>|</think|<|>|\n|\n\n|\r\n|\u2028"
    .split("|"),
  ..."**|*|_|`|\"|“|”|'|(|)|[|]|{|}|#|~~|- |1. |?|!|.|,|;|:|=|/|\\|$|%|+|-|\t| |\u00a0|\u200b|\u202e|\ufeff|\0".split(
    "|",
  ),
  ..."下注|五|пять|５|٥|৫|⑤|𝟓|⁵|Ⅴ|\u20e3|\ud800|é|İ".split("|"),
] as const;

const FUZZ = {
  pieces: PIECES,
  seed: 6,
  swap: (text) => text.replace(/\d/, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
} satisfies Pieces;

Deno.test("parseInteger() never crashes or reads an illegal, second, negated or look-alike number in 120,000 fuzzed replies", () => {
  const read = new Map(LEGAL.map((action) => [action, 0]));
  for (const reply of fuzzPieces(120_000, FUZZ)) {
    const parsed = parseInteger(reply, LEGAL, DEMAND);
    if ("rejected" in parsed) {
      assert(parsed.rejected.length > 0 && parsed.rejected.length < 300);
      continue;
    }
    const { action } = parsed;
    // What the last line must look like by other means: this one digit, no other mark of a number, no negation.
    const line = lastLineOf(reply);
    assertEquals(line.match(/\p{N}/gu), [action], JSON.stringify(reply));
    assertEquals(
      /[^\p{ASCII}“”‘’\s]|[-+%$/\\~?]|\.\d|\bnot\b|never|n't|\bor\b/u.test(line),
      false,
      JSON.stringify(reply),
    );
    read.set(action, read.get(action)! + 1);
  }
  // The fuzz would prove nothing if it hardly ever made a readable reply.
  for (const [action, count] of read) assert(count > 300, `${action} was read ${count} times`);
});
