import { assertEquals } from "@std/assert";
import { inFewWords } from "../../../lib/html/client/episode_row.ts";

Deno.test("inFewWords() counts actions that follow each other", () => {
  assertEquals(inFewWords(["D", "D", "C", "D"]), "D ×2, C, D");
  assertEquals(inFewWords([]), "");
});
