import { assertEquals } from "@std/assert";
import { wrap } from "../../lib/report/wrap.ts";

Deno.test("wrap() breaks between words, at the width at most", () => {
  assertEquals(wrap("one two three", 7), "one two\nthree");
  assertEquals(wrap("  spaces \n between  ", 20), "spaces between");
});

Deno.test("wrap() lets a word that is too long stand alone", () => {
  assertEquals(wrap("a incomprehensible b", 5), "a\nincomprehensible\nb");
  assertEquals(wrap(""), "");
});
