import { assert, assertEquals } from "@std/assert";
import { KNOWN_MODELS } from "../../lib/models/known_models.ts";
import { parseModelConfig } from "../../lib/onnx/config.ts";
import { emitGeneration } from "../../lib/onnx/generation.ts";
import type { GraphProto } from "../../lib/onnx/proto.ts";
import { plannedWeights } from "../../lib/onnx/random_model.ts";

/** The body of a model's decode loop. */
function stepOf(name: string): GraphProto {
  const config = KNOWN_MODELS.get(name)!.config;
  const { model } = emitGeneration(parseModelConfig(config, "config.json"), plannedWeights(config, "bfloat16"), {
    stopTokens: [1],
    precision: "bfloat16",
    device: "cuda",
    lora: { rank: 16, alpha: 32, targets: "paper" },
  });
  const loop = model.graph.node.find(({ opType }) => opType === "Loop");
  return loop!.attribute.find(({ g }) => g)!.g!;
}

for (const name of KNOWN_MODELS.keys()) {
  // For these ONNX Runtime's CUDA kernels first copy sizes and pointers to the device, a Concat in four copies.
  Deno.test(`emitGeneration() for a GPU has no step that joins or pads tensors: ${name}`, () => {
    const operators = stepOf(name).node.map(({ opType }) => opType);
    assert(operators.includes("FusedMatMul"));
    assertEquals(operators.filter((operator) => ["Concat", "Pad", "ScatterND", "Tile"].includes(operator)), []);
  });
}
