import { assertEquals } from "@std/assert";
import { inFewWords, runInFewWords } from "../../../lib/html/client/episode_row.ts";

Deno.test("inFewWords() counts actions that follow each other", () => {
  assertEquals(inFewWords(["D", "D", "C", "D"]), "D ×2, C, D");
  assertEquals(inFewWords([]), "");
});

Deno.test("runInFewWords() keeps the values of a run's settings, and its seed", () => {
  assertEquals(runInFewWords("seed 42"), "seed 42");
  assertEquals(runInFewWords("credit=shared, seed 1"), "shared, seed 1");
  assertEquals(runInFewWords("credit=per-pool,return=toGo, seed 42"), "per-pool…seed 42");
});
