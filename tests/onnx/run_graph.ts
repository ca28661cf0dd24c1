import { InferenceSession, Tensor } from "../../lib/rollout/onnx_runtime.ts";
import type { Graph } from "../../lib/onnx/graph.ts";
import { encodeModel } from "../../lib/onnx/proto.ts";

/** Runs a graph once on the CPU; `folder` is where its external data lies. */
export async function runGraph(
  graph: Graph,
  feeds: Record<string, Tensor>,
  folder?: string,
): Promise<Record<string, Tensor>> {
  const session = await InferenceSession.create(encodeModel(graph.toModel()), {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
    ...folder === undefined ? {} : { extra: { session: { model_external_initializers_file_folder_path: folder } } },
  });
  try {
    const outputs = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(outputs).flatMap(([name, value]) => value instanceof Tensor ? [[name, value]] : []),
    );
  } finally {
    await session.release();
  }
}

/** A float32 tensor. */
export const floats = (values: readonly number[] | Float32Array, ...shape: number[]) =>
  new Tensor("float32", Float32Array.from(values), shape);

/** An int32 tensor. */
export const ints = (values: readonly number[] | Int32Array, ...shape: number[]) =>
  new Tensor("int32", Int32Array.from(values), shape);

/** 1 where a bias is 0: what is seen. */
export const seen = (data: ArrayLike<unknown>): number[] => Array.from(data, (value) => value === 0 ? 1 : 0);

/** A matrix's rows, of `width` numbers each. */
export const rowsOf = (flat: readonly number[], width: number): number[][] =>
  Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width));
