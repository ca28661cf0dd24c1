import { assert, assertEquals, assertMatch } from "@std/assert";
import { legalActions, negotiationGtPrompt, roundLine, type Seat } from "../../../lib/games/negotiation_gt/mod.ts";

const seat: Seat = { pool: [3, 2, 4], values: [5, 3, 2], rounds: 4 };
const words = (text: string) => text.split(/\s+/).length;

Deno.test("negotiationGtPrompt() tells the pool, the own values, the past, the score, the round and the range", () => {
  const past = roundLine(0, [2, 1, 0], [3, 2, 4], false) + roundLine(1, [1, 1, 1], [2, 1, 3], true);
  const [, { role, content }] = negotiationGtPrompt(seat, 2, past, 10);
  assertEquals(role, "user");
  assertEquals(
    content,
    "Pool: [3, 2, 4]. One is worth to you: [5, 3, 2].\n" +
      "Round 1: you [2, 1, 0], opponent [3, 2, 4], breakdown.\n" +
      "Round 2: you [1, 1, 1], opponent [2, 1, 3], deal.\n" +
      "Round 3 of 4. Your score: 10. Demand [0 to 3, 0 to 2, 0 to 4].",
  );
});

Deno.test("negotiationGtPrompt() states the rules and the form of the reply in a system turn of at most 70 words", () => {
  const [{ role, content }] = negotiationGtPrompt(seat, 0, "", 0);
  assertEquals(role, "system");
  assert(words(content) <= 70, `${words(content)} words`);
  for (
    const said of ["[books, hats, balls]", "at once", "fit the pool on every item", "score 0", "private", "last line"]
  ) {
    assert(content.includes(said), said);
  }
});

Deno.test("negotiationGtPrompt() asks in at most 40 words besides the past, and lists no demands", () => {
  const [, { content }] = negotiationGtPrompt({ ...seat, pool: [4, 4, 4] }, 0, "", 0);
  assert(words(content) <= 40, `${words(content)} words`);
  assertMatch(content, /Demand \[0 to 4, 0 to 4, 0 to 4\]\.$/);
  const named = legalActions([4, 4, 4]).filter((action) => content.includes(action));
  assertEquals(named, ["[4, 4, 4]"]); // the pool itself
});
