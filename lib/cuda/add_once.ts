import { Graph } from "../onnx/graph.ts";
import { encodeModel } from "../onnx/proto.ts";
import { InferenceSession, Tensor } from "../rollout/onnx_runtime.ts";

/**
 * Adds two numbers in ONNX Runtime, to see that a provider works.
 *
 * @throws {Error} If it doesn't.
 */
export async function addOnce(provider: string): Promise<void> {
  const graph = new Graph("add");
  const x = graph.input("x", "float32", [1]);
  graph.output("y", graph.op("Add", [x, x]), "float32", [1]);
  const options = { executionProviders: [provider], logSeverityLevel: 4 } as const;
  const session = await InferenceSession.create(encodeModel(graph.toModel()), options);
  await session.run({ x: new Tensor("float32", Float32Array.of(1), [1]) });
  await session.release();
}
