import { assertEquals } from "@std/assert";
import { shortened } from "../../lib/html/shortened.ts";

Deno.test("shortened() leaves a text that fits, and takes the middle out of one that doesn't", () => {
  assertEquals(shortened("abcdef", 6), "abcdef");
  assertEquals(shortened("abcdef", 5), "ab…ef");
  assertEquals(shortened("abcdef", 4), "ab…f");
  assertEquals(shortened("abcdef", 1), "…");
  assertEquals(shortened("", 0), "");
});
