import { assert, assertEquals, assertFalse } from "@std/assert";
import { replySchema, type Request, requestSchemas } from "../../lib/trainer/protocol.ts";

const load: Request<"load"> = {
  model: "models/tiny",
  lora: { rank: 16, alpha: 32, targets: "paper", dropout: 0, seed: 42 },
  learningRate: 1e-5,
  weightDecay: 0,
  maxGradNorm: 1,
  precision: "float32",
  gradientCheckpointing: false,
};

Deno.test("requestSchemas.load takes the paper's settings", () => {
  assertEquals(requestSchemas.load.safeParse(load).success, true);
});

Deno.test("requestSchemas.load refuses dropout, unknown keys and numbers out of range", () => {
  const wrong: unknown[] = [
    { ...load, lora: { ...load.lora, dropout: 0.05 } },
    { ...load, learnRate: 1e-5 },
    { ...load, learningRate: 0 },
    { ...load, lora: { ...load.lora, rank: 1.5 } },
    { ...load, lora: { ...load.lora, targets: "all" } },
    { ...load, precision: "float16" },
  ];
  for (const request of wrong) assertFalse(requestSchemas.load.safeParse(request).success, JSON.stringify(request));
});

Deno.test("replySchema takes exactly one of progress, result and error", () => {
  assert(replySchema.safeParse({ id: 1, result: {} }).success);
  assert(replySchema.safeParse({ id: 1, progress: {} }).success);
  assert(replySchema.safeParse({ id: null, error: { kind: "input", message: "no" } }).success);
  assertFalse(replySchema.safeParse({ id: 1 }).success);
  assertFalse(replySchema.safeParse({ id: 1, result: {}, progress: {} }).success);
  assertFalse(replySchema.safeParse({ id: 1, error: { kind: "other", message: "no" } }).success);
});
