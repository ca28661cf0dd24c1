import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { Graph } from "../../lib/onnx/graph.ts";
import { floats, ints, runGraph } from "./run_graph.ts";

Deno.test("Graph computes what its nodes say, with constants of every type and named outputs", async () => {
  const graph = new Graph("g");
  const x = graph.input("x", "float32", ["n", 2]);
  const scaled = graph.op("Mul", [x, graph.float(3)]);
  const [left, right] = graph.ops("Split", [scaled, graph.ints(1, 1)], [0, 1], { axis: { int: 1 } });
  graph.output("difference", graph.op("Sub", [left, right]), "float32", ["n", 1]);
  graph.output("rounded", graph.op("Cast", [scaled], { to: { int: 6 } }), "int32");
  const { difference, rounded } = await runGraph(graph, { x: floats([1, 2, 5, 3], 2, 2) });
  assertEquals([...difference!.data], [-3, 6]);
  assertEquals(difference!.dims, [2, 1]);
  assertEquals([...rounded!.data], [3, 6, 15, 9]);
});

Deno.test("Graph leaves out optional inputs and outputs", async () => {
  const graph = new Graph("g");
  const x = graph.input("x", "float32", [1, 1, 2]);
  const clipped = graph.op("Clip", [x, undefined, graph.float(4)]);
  const ones = graph.constant("float32", [2], [1, 1]);
  const [, sum] = graph.ops("SkipSimplifiedLayerNormalization", [clipped, x, ones], [0, 3]);
  graph.output("sum", sum, "float32");
  const outputs = await runGraph(graph, { x: floats([-3, 5], 1, 1, 2) });
  assertEquals([...outputs["sum"]!.data], [-6, 9]);
});

Deno.test("Graph nests: a loop's body reads the values around it", async () => {
  const graph = new Graph("g");
  const start = graph.input("start", "float32", []);
  const step = graph.op("Add", [start, graph.float(1)]);
  const body = new Graph("body", graph);
  body.parameter("iteration", "int64", []);
  const goOn = body.parameter("go_on", "bool", []);
  const sum = body.parameter("sum", "float32", []);
  body.result(body.op("Identity", [goOn]), "bool", []);
  body.result(body.op("Add", [sum, step]), "float32", []);
  const [total] = graph.ops("Loop", [graph.int(5), undefined, graph.float(0)], [0], {
    body: { graph: body },
  });
  graph.output("total", total, "float32", []);
  const outputs = await runGraph(graph, { start: floats([1]) });
  assertEquals([...outputs["total"]!.data], [10]);
});

Deno.test("Graph stores equal constants once", () => {
  const graph = new Graph("g");
  assertEquals(graph.ints(1, 2), graph.ints(1, 2));
  assertEquals(graph.toProto().initializer.length, 1);
  graph.float(1);
  graph.constant("int32", [], [1]);
  assertEquals(graph.toProto().initializer.length, 3);
});

Deno.test("Graph reads initializers where they lie in another file", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(join(folder, "weights"), new Uint8Array(Float32Array.of(9, 1, 2, 3).buffer));
    const graph = new Graph("g");
    const w = graph.external("w", "float32", [3], { file: "weights", offset: 4, length: 12 });
    graph.output("y", graph.op("Add", [w, graph.input("x", "float32", [3])]), "float32", [3]);
    const outputs = await runGraph(graph, { x: floats([10, 20, 30], 3) }, folder);
    assertEquals([...outputs["y"]!.data], [11, 22, 33]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Graph declares the types of its inputs", async () => {
  const graph = new Graph("g");
  graph.output("y", graph.op("Neg", [graph.input("x", "float32", [1])]), "float32", [1]);
  await assertRejects(() => runGraph(graph, { x: ints([1], 1) }));
});
