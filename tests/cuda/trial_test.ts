import { assert, assertEquals } from "@std/assert";
import { CPU } from "../../lib/cuda/device.ts";
import { elsewhereOf, tryRollouts } from "../../lib/cuda/trial.ts";
import type { ProfiledNode } from "../../lib/rollout/profile.ts";

const node = (operator: string, provider: string, runs: number): ProfiledNode => ({
  name: `${operator}_${provider}_${runs}`,
  operator,
  provider: `${provider}ExecutionProvider`,
  runs,
  seconds: 0,
});

Deno.test("elsewhereOf() counts nodes that another provider ran, and copies, by operator", () => {
  const nodes = [
    node("MatMul", "CUDA", 24),
    node("Shape", "CPU", 1),
    node("Shape", "CPU", 24),
    node("MemcpyToHost", "CUDA", 24),
  ];
  assertEquals(elsewhereOf(nodes, { kind: "cuda" }), [
    { operator: "Shape", nodes: 2, eachStep: 1 },
    { operator: "MemcpyToHost", nodes: 1, eachStep: 1 },
  ]);
});

Deno.test("tryRollouts() plays both architectures, which on the processor agree with it to the bit", async () => {
  const trials = await tryRollouts(CPU, "float32");
  assertEquals(trials.map(({ model, gap, elsewhere }) => ({ model, gap, elsewhere })), [
    { model: "Qwen 3.5", gap: 0, elsewhere: [] },
    { model: "Gemma 4", gap: 0, elsewhere: [] },
  ]);
  assert(trials.every(({ nodes }) => nodes > 100));
});
