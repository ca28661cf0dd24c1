import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { legalActions, parseDemand } from "../../../lib/games/negotiation_gt/mod.ts";
import { fillUniforms } from "../../../lib/random/uniform.ts";

const LEGAL = legalActions([3, 2, 4]);

Deno.test("parseDemand() reads the demand alone on the last line, up to spaces, brackets, markup and a lead-in", () => {
  const replies = [
    "I value hats most, so I ask for both of them.\n[1, 2, 0]",
    "[1, 2, 0]",
    "[1,2,0]",
    "[ 1 , 2 , 0 ]",
    "[1,\u00a02, 0]",
    "(1, 2, 0)",
    "( 1,2,0 )",
    "1, 2, 0",
    "1,2,0",
    "  [1, 2, 0]  ",
    "[1, 2, 0].",
    "[1, 2, 0]!",
    "reason\n[1, 2, 0]\n\n  \n",
    "reason\r\n[1, 2, 0]\r\n",
    "**[1, 2, 0]**",
    "`[1, 2, 0]`",
    '"[1, 2, 0]"',
    "“[1, 2, 0]”",
    "{[1, 2, 0]}",
    '["1", "2", "0"]',
    "### [1, 2, 0]",
    "Action: [1, 2, 0]",
    "**Demand:** [1, 2, 0]",
    "My demand is [1, 2, 0].",
    "I demand [1, 2, 0]",
    "I will demand [1, 2, 0]",
    "I choose [1, 2, 0]",
    "Therefore, my final answer is: **[1, 2, 0]**",
    '{"demand": [1, 2, 0]}',
    "<think>[3, 2, 4] or\n[0, 0, 0]?</think>[1, 2, 0]",
    "[3, 2, 4]</think>\n\n[1, 2, 0]",
    "Not [3, 2, 4].\n[1, 2, 0]",
  ];
  for (const reply of replies) assertEquals(parseDemand(reply, LEGAL), { action: "[1, 2, 0]" }, reply);
  for (const action of LEGAL) assertEquals(parseDemand(action, LEGAL), { action });
});

Deno.test("parseDemand() rejects what is ambiguous, negated, illegal or unfinished, and says why", () => {
  const replies: readonly [reply: string, why: string][] = [
    ["", "no answer"],
    [" \n\t\n", "no answer"],
    ["[1, 2, 0]</think>", "no answer"],
    ["<think>Hats are best.\n[1, 2, 0]", "inside its reasoning"],
    ["[4, 2, 0]", "is not legal here"],
    ["[1, 3, 0]", "is not legal here"],
    ["[0, 0, 5]", "is not legal here"],
    ["[10, 2, 0]", "is not legal here"],
    ["[-1, 2, 0]", "is not legal here"],
    ["[+1, 2, 0]", "is not legal here"],
    ["[1.5, 2, 0]", "is not legal here"],
    ["[01, 2, 0]", "is not legal here"],
    ["Demand: [4, 4, 4]", "is not legal here"],
    ["not [1, 2, 0]", "negates"],
    ["I will not demand [1, 2, 0]", "negates"],
    ["[1, 2, 0], not [3, 2, 4]", "negates"],
    ["[1, 2, 0] or [2, 1, 0]", "several"],
    ["[1, 2, 0], [2, 1, 0]", "several"],
    ["[1, 2, 0] [2, 1, 0]", "several"],
    ["[1, 2, 0]/[2, 1, 0]", "several"],
    ["[1, 2, 0] -> [2, 1, 0]", "several"],
    ["1, 2, 0 or 2, 1, 0", "several"],
    ["You [2, 0, 4], me [1, 2, 0]", "several"],
    ["[1, 2, 0] [1, 2, 0]", "not an action alone"],
    ["[[1, 2, 0]]", "not an action alone"],
    ["[1, 2, 0", "not an action alone"],
    ["1, 2, 0]", "not an action alone"],
    ["[1, 2, 0)", "not an action alone"],
    ["(1, 2, 0]", "not an action alone"],
    ["[1, (2), 0]", "not an action alone"],
    ["[1, 2]", "not an action alone"],
    ["[1, 2, 0, 0]", "not an action alone"],
    ["[1 2 0]", "not an action alone"],
    ["[1; 2; 0]", "not an action alone"],
    ["[120]", "not an action alone"],
    ["120", "not an action alone"],
    ["[1, 2, 0]?", "not an action alone"],
    ["~~[1, 2, 0]~~", "not an action alone"],
    ["- [1, 2, 0]", "not an action alone"],
    ["[1, 2, 0] points", "not an action alone"],
    ["[1 book, 2 hats, 0 balls]", "not an action alone"],
    ["books: 1, hats: 2, balls: 0", "not an action alone"],
    ["[one, two, zero]", "not an action alone"],
    ["[1e0, 2, 0]", "not an action alone"],
    ["[books, hats, balls]", "not an action alone"],
    ["Opponent: [1, 2, 0]", "not an action alone"],
    ["so I ask for [1, 2, 0] of them", "not an action alone"],
    ["<b>[1, 2, 0]</b>", "not an action alone"],
    ["1 of the 3 books, both of the 2 hats and 0 of the 4 balls, which is worth eleven to me", "too long"],
    ["[１, 2, 0]", "beyond 0–9"], // full width
    ["[1، 2، 0]", "beyond 0–9"], // Arabic commas
    ["[1，2，0]", "beyond 0–9"], // full-width commas
    ["[١, ٢, ٠]", "beyond 0–9"], // Arabic digits
    ["[1, 2, О]", "beyond 0–9"], // Cyrillic O
    ["[1\u200b, 2, 0]", "beyond 0–9"], // zero-width space
    ["［1, 2, 0］", "beyond 0–9"], // full-width brackets
    ["[1, 2, ０]", "beyond 0–9"],
    ["[1, ², 0]", "beyond 0–9"],
  ];
  for (const [reply, why] of replies) {
    const parsed = parseDemand(reply, LEGAL);
    assert("rejected" in parsed, `${JSON.stringify(reply)} was read as ${JSON.stringify(parsed)}`);
    assertStringIncludes(parsed.rejected, why, reply);
  }
});

Deno.test("parseDemand() quotes a rejected line shortly and names the range instead of 125 demands", () => {
  const parsed = parseDemand("x".repeat(100_000), legalActions([4, 4, 4]));
  assert("rejected" in parsed && parsed.rejected.length < 200);
  assertMatch(parsed.rejected, /^the last line "x+…" .*: use \[0, 0, 0\] to \[4, 4, 4\]$/);
});

/** Seeds of the fuzz: demands, parts of demands, words, markup, other scripts, tags. */
const PIECES = [
  "[1, 2, 0]|[3, 2, 4]|[0,0,0]|(1, 0, 4)|2, 1, 0|[4, 4, 4]|[9, 1, 1]|[1, 2|, 0]|[|]|(|)|,|0|1|2|3|4|5|10|-1|+2|1.5|01",
  'not |never |or |and |My demand is |I demand |Action: |books|hats|the rest|</think>|<think>|\n|\r\n|\u2028| |  |**|`|"',
  "#|~~|- |?|!|.|;|:|=|/|١|２|О|²|，|؛|\u200b|\u202e|\u00a0|\0|\ud800|両方|половина",
].join("|").split("|");

Deno.test("parseDemand() never crashes or reads an illegal, second, negated or look-alike demand in 100,000 fuzzed replies", () => {
  const coins = new Float64Array(12);
  let read = 0;
  for (let i = 0; i < 100_000; i++) {
    fillUniforms(coins, 6, "simulation", [i, 0, 0, 0]);
    const piece = (u: number) => PIECES[Math.floor(u * PIECES.length)]!;
    const length = 1 + Math.floor(coins[0]! * 4);
    let reply = Array.from({ length }, (_, k) => piece(coins[k + 1]!)).join(coins[6]! < 0.3 ? " " : "");
    if (coins[7]! < 0.3) reply = `A reason.\n${reply}`;
    const at = Math.floor(coins[8]! * reply.length);
    if (coins[9]! < 0.1) reply = reply.slice(0, at);
    else if (coins[9]! < 0.2) reply = reply.slice(0, at) + piece(coins[10]!) + reply.slice(at);
    const parsed = parseDemand(reply, LEGAL);
    if ("rejected" in parsed) {
      assert(parsed.rejected.length > 0 && parsed.rejected.length < 300);
      continue;
    }
    // By other means: a legal demand whose three digits are the only ones of the last line, in order.
    const line = reply.split("</think>").pop()!.trimEnd().split(/\r\n|\r|\n|\u2028|\u2029/).pop()!;
    assert(LEGAL.includes(parsed.action), `${JSON.stringify(reply)}: ${parsed.action} is illegal`);
    assertEquals(line.match(/\d+/g)?.join(), parsed.action.match(/\d/g)?.join(), JSON.stringify(reply));
    assertEquals(
      /[^\p{ASCII}\s]|[-+?/~]|not|never|or|hats|books/u.test(line),
      false,
      reply,
    );
    read++;
  }
  assert(read > 2000, `${read} were read`); // else the fuzz would prove nothing
});
