/**
 * Tries ONNX Runtime's execution providers. The doctor runs this file in a process of its own: native code may print as
 * it likes, or crash, without taking the doctor along.
 */
import { Graph } from "../onnx/graph.ts";
import { encodeModel } from "../onnx/proto.ts";
import type { Facts, Provider } from "./facts.ts";

/** What an error says, without the source file, the line and the condition that ONNX Runtime puts before it. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.replace(/^.* was false\. /s, "").trim().split("\n", 1)[0] ?? "";
  return line.length > 120 ? `${line.slice(0, 117)}…` : line;
}

/** A graph that adds two numbers. */
function smallestModel(): Uint8Array {
  const graph = new Graph("doctor");
  const x = graph.input("x", "float32", [1]);
  graph.output("y", graph.op("Add", [x, x]), "float32", [1]);
  return encodeModel(graph.toModel());
}

/** ONNX Runtime's version, and for each provider that its package knows whether a graph runs on it. */
export async function tryProviders(): Promise<Facts["onnxRuntime"]> {
  try {
    const { env, InferenceSession, listSupportedBackends, Tensor } = await import("../rollout/onnx_runtime.ts");
    const model = smallestModel();
    const providers: Provider[] = [];
    for (const { name } of listSupportedBackends()) {
      try {
        const session = await InferenceSession.create(model, { executionProviders: [name], logSeverityLevel: 4 });
        await session.run({ x: new Tensor("float32", Float32Array.of(1), [1]) });
        await session.release();
        providers.push({ name });
      } catch (error) {
        providers.push({ name, fails: reason(error) });
      }
    }
    return { works: { version: env.versions.node ?? "unknown", providers } };
  } catch (error) {
    return { fails: reason(error) };
  }
}

if (import.meta.main) console.log(JSON.stringify(await tryProviders()));
