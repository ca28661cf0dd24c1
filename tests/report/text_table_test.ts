import { assertEquals } from "@std/assert";
import { type Column, textTable } from "../../lib/report/text_table.ts";

const columns: Column<[string, number]>[] = [
  { title: "name", cell: ([name]) => name, align: "left" },
  { title: "n", cell: ([, n]) => n.toFixed(1) },
];

Deno.test("textTable() sets words left and numbers right under a rule", () => {
  assertEquals(
    textTable(columns, [["a", 1], ["longer", -12.5]]),
    "name        n\n──────  ─────\na         1.0\nlonger  -12.5",
  );
});

Deno.test("textTable() writes Markdown with the same alignment", () => {
  assertEquals(textTable(columns, [["a", 1]], true), "| name |   n |\n|:-----|----:|\n| a    | 1.0 |");
});
