import { assert, assertEquals } from "@std/assert";
import { encodeWithSpecials, hideSpecials } from "../../lib/rollout/tokenizer_specials.ts";

const SPECIALS = [{ id: 900, content: "<|a|>" }, { id: 901, content: "<|a|>b" }, { id: 902, content: "." }];
const codes = (text: string) => Array.from(text, (character) => character.codePointAt(0)!);

Deno.test("encodeWithSpecials() reads the longest name as its token and the rest as text", () => {
  assertEquals(encodeWithSpecials("x<|a|>b.y<|a|>", SPECIALS, codes), [120, 901, 902, 121, 900]);
  assertEquals(encodeWithSpecials("<|a|>", [], codes), codes("<|a|>"));
  assertEquals(encodeWithSpecials("", SPECIALS, codes), []);
});

Deno.test("hideSpecials() takes every name out of the messages and restore() puts it back", () => {
  const contents = ["plain", "<|a|>b. and <|<|a|>a|>", "\u{100000}0\u{100000}<|a|>"];
  const messages = contents.map((content) => ({ role: "user" as const, content }));
  const { hidden, restore } = hideSpecials(messages, SPECIALS);
  for (const { content } of hidden) assert(!SPECIALS.some((special) => content.includes(special.content)), content);
  assertEquals(hidden.map(({ content }) => restore(content)), contents);
});

Deno.test("hideSpecials() leaves messages that name no special token as they are", () => {
  const messages = [{ role: "user" as const, content: "plain" }];
  assertEquals(hideSpecials(messages, SPECIALS).hidden, messages);
});
