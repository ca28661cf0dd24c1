import { assertEquals, assertThrows } from "@std/assert";
import { keyValueSources } from "../../../lib/onnx/gemma/key_value_sources.ts";
import { ModelError } from "../../../lib/onnx/model_error.ts";

const fail = (reason: string) => new ModelError(reason);

Deno.test("keyValueSources() points the last layers to the last layer of their type before them", () => {
  const types = ["s", "f", "s", "s", "f", "s", "f", "f"];
  assertEquals(keyValueSources(types, 0, fail), [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(keyValueSources(types, 3, fail), [0, 1, 2, 3, 4, 3, 4, 4]);
  assertEquals(keyValueSources(types, 5, fail), [0, 1, 2, 2, 1, 2, 1, 1]);
});

Deno.test("keyValueSources() refuses layers that would find no keys and values", () => {
  assertThrows(() => keyValueSources(["s", "s", "f"], 1, fail), ModelError, `for type "f"`);
  assertThrows(() => keyValueSources(["s"], 9, fail), ModelError, "num_kv_shared_layers is 9");
});
