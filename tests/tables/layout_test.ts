import { assertEquals } from "@std/assert";
import { layOut } from "../../lib/tables/layout.ts";
import { SAMPLE } from "./sample_table.ts";

Deno.test("layOut() marks footnotes in the order of reading, equal ones alike", () => {
  const { lines, footnotes } = layOut(SAMPLE);
  assertEquals(footnotes, [
    { mark: "a", text: "Above what is allowed." },
    { mark: "b", text: "Another domain." },
  ]);
  assertEquals(lines.map(({ heads, cells }) => [heads, cells].map((each) => each.map(({ marks }) => marks.join("")))), [
    [["", "", ""], ["a", ""]],
    [["", "", "b"], ["", ""]],
    [["", "", ""], ["", "a"]],
  ]);
});

Deno.test("layOut() leaves out what a line repeats", () => {
  const { lines } = layOut(SAMPLE);
  assertEquals(lines.map(({ heads, begins }) => [...heads.map(({ text }) => text), begins]), [
    ["A|model", "base", "paper, v1", true],
    ["", "", "ours & co", false],
    ["B_model", "base", "paper, v1", true],
  ]);
});

Deno.test("layOut() leaves out a column of words that is empty in all lines", () => {
  const lines = SAMPLE.lines.map((line) => ({ ...line, detail: "" }));
  const { heads } = layOut({ ...SAMPLE, lines });
  assertEquals(heads, ["model", "whose"]);
  assertEquals(layOut(SAMPLE).heads, ["model", "checkpoint", "whose"]);
});

Deno.test("layOut() goes on after z with two letters", () => {
  const cells = Array.from({ length: 28 }, (_, at) => ({ text: "x", footnotes: [`Note ${at}.`] }));
  const { footnotes } = layOut({ ...SAMPLE, lines: [{ subject: "s", detail: "d", source: "x", cells }] });
  assertEquals(footnotes.map(({ mark }) => mark).slice(24), ["y", "z", "aa", "ab"]);
});
