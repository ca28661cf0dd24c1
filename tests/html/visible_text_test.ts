import { assertEquals } from "@std/assert";
import { textParts, visibleText } from "../../lib/html/visible_text.ts";

Deno.test("textParts() leaves text alone that is seen as it is", () => {
  for (const text of ["", "Fold.\n\tCALL", "Übermut ♠ 你好 שלום", "👩‍👩‍👧", "क्‍ष"]) {
    assertEquals(textParts(text), text === "" ? [] : [{ text, hidden: false }]);
  }
});

Deno.test("textParts() names every character that is not seen, or that moves others, by its code point", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["\0", "U+0000"],
    ["\x1b", "U+001B"],
    ["\r", "U+000D"],
    ["\x7f", "U+007F"],
    ["\x85", "U+0085"],
    ["\xad", "U+00AD"],
    ["\u061c", "U+061C"],
    ["\u200b", "U+200B"],
    ["\u200e", "U+200E"],
    ["\u200f", "U+200F"],
    ["\u2028", "U+2028"],
    ["\u2029", "U+2029"],
    ["\u202a", "U+202A"],
    ["\u202e", "U+202E"],
    ["\u2066", "U+2066"],
    ["\u2069", "U+2069"],
    ["\ufeff", "U+FEFF"],
    ["\ud800", "U+D800"],
    ["\u{e0041}", "U+E0041"],
  ];
  for (const [character, name] of cases) {
    assertEquals(textParts(`a${character}b`), [
      { text: "a", hidden: false },
      { text: name, hidden: true },
      { text: "b", hidden: false },
    ], name);
  }
});

Deno.test("visibleText() writes hidden characters out in plain text", () => {
  assertEquals(visibleText("\x1b[31mred\x1b[0m\u202e"), "⟨U+001B⟩[31mred⟨U+001B⟩[0m⟨U+202E⟩");
});
