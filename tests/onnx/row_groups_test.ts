import { assertEquals } from "@std/assert";
import { Graph } from "../../lib/onnx/graph.ts";
import { groupedHeads } from "../../lib/onnx/row_groups.ts";
import { groupRows } from "../../lib/rollout/engine_groups.ts";
import { runGraph } from "./run_graph.ts";

for (
  const { promptOf, heads, kvHeads } of [
    { promptOf: [1, 0, 1, 0, 0, 1, 2], heads: 6, kvHeads: 2 },
    { promptOf: [0, 1], heads: 3, kvHeads: 3 },
    { promptOf: [0, 0, 0, 0, 0], heads: 4, kvHeads: 1 },
  ]
) {
  Deno.test(`groupedHeads() finds each head of a row in its group, beside those that share its keys: ${promptOf}, ${heads} heads, ${kvHeads} of keys`, async () => {
    const shared = heads / kvHeads;
    const groups = groupRows(Int32Array.from(promptOf));
    const [q, width] = [groups.prompt.length, groups.slotRow.length / groups.prompt.length];
    const graph = new Graph("g");
    const vector = (values: Int32Array) => graph.ints(...values);
    const { ofGroups, ofRows } = groupedHeads(graph, {
      prompt: vector(groups.prompt),
      slotRow: vector(groups.slotRow),
      rowSlot: vector(groups.rowSlot),
    }, { heads, kvHeads, headDim: 1 });
    graph.output("of_groups", ofGroups, "int64");
    graph.output("of_rows", ofRows, "int64");
    const outputs = await runGraph(graph, {});
    assertEquals(outputs["of_groups"]!.dims, [q, kvHeads, width * shared]);
    assertEquals(outputs["of_rows"]!.dims, [promptOf.length, kvHeads, shared]);
    const places = (name: string) => Array.from(outputs[name]!.data, Number);
    const [toRow, toGroup] = [places("of_groups"), places("of_rows")];
    // A row's heads, sent to its group and back, are where they were.
    assertEquals(toGroup.map((place) => toRow[place]), [...toGroup.keys()]);
    // A group's matrix for a head of keys holds heads of rows of its prompt alone, which share those keys.
    toRow.forEach((head, place) => {
      const [row, keys] = [Math.floor(head / heads), Math.floor(head % heads / shared)];
      assertEquals(promptOf[row], groups.prompt[Math.floor(place / (kvHeads * width * shared))]);
      assertEquals(keys, Math.floor(place / (width * shared)) % kvHeads);
    });
  });
}
