import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { EngineError } from "../../lib/rollout/engine.ts";
import { readAdapter, zeroAdapter } from "../../lib/rollout/worker_adapter.ts";
import { type Tensor, writeSafetensors } from "../../lib/safetensors/safetensors.ts";

const inputs = [{ name: "model.layers.0.self_attn.q_proj.lora_A.weight", shape: [1, 2] as const }];
const matrix = (rows: number, columns: number): Tensor => ({
  dtype: "F32",
  shape: [rows, columns],
  data: new Float32Array(rows * columns).fill(0.5),
});

Deno.test("zeroAdapter() is as large as the adapter and changes nothing", () => {
  assertEquals([...zeroAdapter(inputs)], [[inputs[0]!.name, Float32Array.of(0, 0)]]);
});

Deno.test("readAdapter() takes peft's names of text-only and multimodal models, and nothing that does not fit", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "adapter.safetensors");
  const read = (tensors: Record<string, Tensor>) => {
    writeSafetensors(path, new Map(Object.entries(tensors)));
    return [...readAdapter(path, inputs).values()].map((values) => [...values]);
  };
  try {
    const text = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight";
    const multimodal = "base_model.model.model.language_model.layers.0.self_attn.q_proj.lora_A.weight";
    assertEquals(read({ [text]: matrix(1, 2) }), [[0.5, 0.5]]);
    assertEquals(read({ [multimodal]: matrix(1, 2) }), [[0.5, 0.5]]);
    const half: Tensor = { dtype: "F16", shape: [1, 2], data: new Uint16Array(2) };
    assertThrows(() => read({}), EngineError, `it has no tensor "${text}"`);
    assertThrows(() => read({ [text]: matrix(2, 2) }), EngineError, "has shape [2,2] where the engine takes [1,2]");
    assertThrows(() => read({ [text]: half }), EngineError, "is F16, not F32");
    assertThrows(() => read({ [text]: matrix(1, 2), more: matrix(1, 1) }), EngineError, "is no target");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
