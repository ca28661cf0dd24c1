import { assertEquals } from "@std/assert";
import { cast, Graph, type GraphDevice } from "../../lib/onnx/graph.ts";
import { type NewPosition, rowColumns } from "../../lib/onnx/row_columns.ts";
import { floats, rowsOf, runGraph, seen } from "./run_graph.ts";

/** Prompts are padded to T = 4; row 0's has 2 tokens, row 1's 4. Rows say 20 at most. */
const LENGTHS = [2, 4];
const T = 4;
const MOST = 20;

/** Places that rows have of their own after `step` steps: what there is, or on a GPU whole blocks of 16. */
const ownPlaces = (device: GraphDevice, step: number) => device === "cuda" ? 16 * Math.ceil((step + 1) / 16) : step + 1;

const range = (size: number, from = 0) => Array.from({ length: size }, (_, i) => from + i);

const columnsOf = (graph: Graph) => rowColumns(graph, graph.ints(...LENGTHS), graph.int(T), graph.int(MOST));

/** Runs what `add` makes of the new positions after `step` steps. */
async function run(device: GraphDevice, step: number, add: (graph: Graph, at: NewPosition) => void) {
  const graph = new Graph("g", undefined, { device });
  const position = graph.constant("int64", [2, 1], LENGTHS.map((length) => length + step));
  add(graph, columnsOf(graph).at(graph, position, graph.ints(...range(step))));
  return await runGraph(graph, {});
}

for (const device of ["cpu", "cuda"] as const) {
  const bias = async (step: number, window?: number) => {
    const outputs = await run(device, step, (graph, at) => {
      graph.output("bias", at.bias(window), "float32");
      graph.output("said", at.said, "int64");
    });
    const width = T + ownPlaces(device, step);
    assertEquals(outputs["bias"]!.dims, [2, 1, 1, width]);
    assertEquals(Array.from(outputs["said"]!.data, Number), range(step + 1));
    // Places that nothing stands in yet are not seen; without them both devices' columns are the same.
    return rowsOf(seen(outputs["bias"]!.data), width).map((row) => {
      assertEquals(row.slice(T + step + 1), Array(width - T - step - 1).fill(0));
      return row.slice(0, T + step + 1).join("");
    });
  };

  Deno.test(`rowColumns() lets a new position see its prompt but for padding, and what its row said: ${device}`, async () => {
    assertEquals(await bias(0), ["11001", "11111"]);
    assertEquals(await bias(2), ["1100111", "1111111"]);
    assertEquals(await bias(4), ["110011111", "111111111"]);
    assertEquals(await bias(16), [`1100${"1".repeat(17)}`, "1".repeat(21)]);
    assertEquals(await bias(19), [`1100${"1".repeat(20)}`, "1".repeat(24)]);
  });

  Deno.test(`rowColumns() moves a window over prompts of unequal length and then over what was said: ${device}`, async () => {
    assertEquals(await bias(0, 3), ["11001", "00111"]);
    assertEquals(await bias(1, 3), ["010011", "000111"]);
    assertEquals(await bias(3, 3), ["00000111", "00000111"]);
    assertEquals(await bias(1, 1), ["000001", "000001"]);
    assertEquals(await bias(1, 100), ["110011", "111111"]);
  });

  for (const step of [0, 2, 15, 16]) {
    Deno.test(`rowColumns() puts what is new in its place, joins scores and splits weights: ${device}, step ${step}`, async () => {
      const places = ownPlaces(device, step);
      const outputs = await run(device, step, (graph, at) => {
        const row = (values: number[]) => graph.constant("float32", [1, 1, 1, values.length], values);
        const column = (values: number[]) => graph.constant("float32", [1, 1, values.length, 1], values);
        const before = step === 0 ? columnsOf(graph).places : ownPlaces(device, step - 1);
        graph.output("put", at.put(column(range(before, 1)), column([99])), "float32");
        const joined = at.join(row(range(T, 10)), row(range(places, 20)));
        const [ofPrompt, ofOwn] = at.split(joined);
        graph.output("joined", joined, "float32");
        graph.output("of_prompt", ofPrompt, "float32");
        graph.output("of_own", ofOwn, "float32");
      });
      const flat = (name: string) => Array.from(outputs[name]!.data, Number);
      assertEquals(flat("put").slice(0, step + 1), [...range(step, 1), 99]);
      assertEquals(flat("put").length, places);
      assertEquals(flat("joined"), [...range(T, 10), ...range(places, 20)]);
      assertEquals(flat("of_prompt"), range(T, 10));
      assertEquals(flat("of_own"), range(places, 20));
    });
  }
}

Deno.test("rowColumns() lets a position see itself in float16 too, where what is masked is −∞", async () => {
  const graph = new Graph("g", undefined, { device: "cuda", precision: "float16" });
  const at = columnsOf(graph).at(graph, graph.constant("int64", [2, 1], LENGTHS), graph.ints());
  const scores = graph.op("Add", [
    cast(graph, graph.input("x", "float32", [1]), "float16"),
    at.bias(1),
  ]);
  const weights = graph.op("Softmax", [cast(graph, scores, "float32")], { axis: { int: 3 } });
  graph.output("weights", weights, "float32");
  const { data } = (await runGraph(graph, { x: floats([3], 1) }))["weights"]!;
  assertEquals(rowsOf(Array.from(data, Number), T + 16).map((row) => row.indexOf(1)), [T, T]);
});
