import { assertEquals } from "@std/assert";
import { promptMask, windowBias } from "../../../lib/onnx/gemma/windows.ts";
import { cast, Graph, range, type Value } from "../../../lib/onnx/graph.ts";
import { rowGroups } from "../../../lib/onnx/row_groups.ts";
import { ints, runGraph } from "../run_graph.ts";

/** Which numbers are 0: what is seen. */
const seen = (data: ArrayLike<unknown>) => Array.from(data, (value) => value === 0 ? 1 : 0);

const rowsOf = (flat: readonly number[], width: number) =>
  Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width));

const scalar = (graph: Graph, value: number): Value => graph.constant("int64", [], [value]);

for (
  const [window, expected] of [
    [undefined, [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]],
    [2, [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]],
    [1, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]],
  ] as const
) {
  Deno.test(`promptMask() lets a position see itself and what came before, within ${window ?? "no"} window`, async () => {
    const graph = new Graph("g");
    graph.output("mask", promptMask(graph, scalar(graph, 4), window), "float32", [4, 4]);
    const { mask } = await runGraph(graph, {});
    assertEquals(rowsOf(seen(mask!.data), 4), expected.map((row) => [...row]));
  });
}

Deno.test("windowBias() moves the window over prompts of unequal length and then over what was said", async () => {
  // Prompts of 4 and 2 tokens, padded to 4; row 0 continues the second, rows 1 and 2 the first.
  const bias = async (said: number, window: number) => {
    const graph = new Graph("g");
    const indices = (name: string, size: number) => cast(graph, graph.input(name, "int32", [size]), "int64");
    const groups = rowGroups(
      graph,
      { prompt: indices("prompt", 2), slotRow: indices("slots", 4), rowSlot: indices("rows", 3) },
      indices("lengths", 2),
      scalar(graph, 4),
    );
    const columns = range(graph, scalar(graph, 4));
    const position = indices("position", 3);
    const column = graph.op("Unsqueeze", [position, graph.ints(1)]);
    const { prompt, own } = windowBias(graph, groups, column, columns, scalar(graph, said), window);
    graph.output("of_prompt", prompt, "float32");
    graph.output("of_own", own!, "float32");
    const outputs = await runGraph(graph, {
      prompt: ints([1, 0], 2),
      slots: ints([0, 0, 1, 2], 4),
      rows: ints([0, 2, 3], 3),
      lengths: ints([4, 2], 2),
      position: ints([2 + said - 1, 4 + said - 1, 4 + said - 1], 3),
    });
    assertEquals(outputs["of_prompt"]!.dims, [1, 2, 1, 4]);
    return [...rowsOf(seen(outputs["of_prompt"]!.data), 4), seen(outputs["of_own"]!.data)];
  };
  assertEquals(await bias(1, 3), [[1, 1, 0, 0], [0, 0, 1, 1], [1]]);
  assertEquals(await bias(2, 3), [[0, 1, 0, 0], [0, 0, 0, 1], [1, 1]]);
  assertEquals(await bias(4, 3), [[0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 1]]);
  assertEquals(await bias(2, 100), [[1, 1, 0, 0], [1, 1, 1, 1], [1, 1]]);
});
