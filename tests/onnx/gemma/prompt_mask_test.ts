import { assertEquals } from "@std/assert";
import { promptMask } from "../../../lib/onnx/gemma/prompt_mask.ts";
import { Graph } from "../../../lib/onnx/graph.ts";
import { rowsOf, runGraph, seen } from "../run_graph.ts";

for (
  const [window, expected] of [
    [undefined, [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]],
    [2, [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]],
    [1, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]],
  ] as const
) {
  Deno.test(`promptMask() lets a position see itself and what came before, within ${window ?? "no"} window`, async () => {
    const graph = new Graph("g");
    graph.output("mask", promptMask(graph, graph.int(4), window), "float32", [4, 4]);
    const { mask } = await runGraph(graph, {});
    assertEquals(rowsOf(seen(mask!.data), 4), expected.map((row) => [...row]));
  });
}
