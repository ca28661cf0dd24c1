import { assertEquals, assertMatch } from "@std/assert";
import { huggingFace, kuhn, qwen35_4b, tabular, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { memoryTable } from "../../lib/memory/memory_table.ts";

function settings(model: object) {
  return compile({ name: "x", description: "x", model, domain: kuhn() }, { source: "x.ts" }).base;
}

Deno.test("memoryTable() has a column for each size of GPU, and the ones that are there", () => {
  const lines = memoryTable(settings(qwen35_4b()), "cuda", [1e9, 141e9])!.split("\n");
  assertMatch(lines[0]!, /GPU of 24 +GPU of 32 +GPU of 48 +GPU of 80 +GPU of 141 +this one, 1\.0 +this one, 141\.0$/);
  const line = (name: string) => lines.find((each) => each.startsWith(name))!.split(/ {2,}/);
  assertEquals(line("weights of the trainer").slice(1, 3), ["8.4", "8.4"]); // 2 bytes of 4,205,751,296
  assertEquals(line("together").at(-2), "too small");
  assertEquals(line("rows generated together").at(-1), line("rows generated together").at(-3));
});

Deno.test("memoryTable() plans for the processor in float32", () => {
  const table = memoryTable(settings(tinyQwen()), "cpu", [])!;
  assertMatch(table, /weights of the trainer +0\.00\n/);
  assertMatch(table, /rows generated together \(--rows\) +512\n/);
});

Deno.test("memoryTable() says nothing of tables, and of models that aren't known before they are there", () => {
  assertEquals(memoryTable(settings(tabular()), "cpu", []), undefined);
  assertEquals(memoryTable(settings(huggingFace("some/model")), "cuda", []), undefined);
});
