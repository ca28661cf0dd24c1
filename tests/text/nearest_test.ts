import { assertEquals } from "@std/assert";
import { editDistance, nearest, quoteList, suggest } from "../../lib/text/nearest.ts";

Deno.test("editDistance() counts insertions, deletions, substitutions and swaps", () => {
  assertEquals(editDistance("kitten", "sitting"), 3); // the textbook's
  assertEquals(editDistance("", "abc"), 3);
  assertEquals(editDistance("abcd", "acbd"), 1);
  assertEquals(editDistance("ca", "abc"), 3); // no edit inside a swapped pair: optimal string alignment
});

Deno.test("nearest() offers a likely typo and nothing far-fetched", () => {
  assertEquals(nearest("kuhn-qwn", ["kuhn-tiny", "kuhn-qwen"]), "kuhn-qwen");
  assertEquals(nearest("BETA", ["alpha", "beta"]), "beta");
  assertEquals(nearest("x", ["beta", "epsilon"]), undefined);
  assertEquals(nearest("ipd", ["kuhn"]), undefined);
  assertEquals(nearest("a", []), undefined);
});

Deno.test("quoteList() reads as a sentence's list", () => {
  assertEquals(quoteList(["a", "b", "c"]), `"a", "b" or "c"`);
  assertEquals(quoteList(["a"]), `"a"`);
  assertEquals(quoteList([]), "none");
});

Deno.test("suggest() offers the nearest, or lists what is allowed", () => {
  assertEquals(suggest("exq", ["exp", "data"]), `: did you mean "exp"?`);
  assertEquals(suggest("zzz", ["exp", "data"]), `: allowed are "exp" or "data"`);
});
