import { assertEquals } from "@std/assert";
import { z } from "zod";
import { schemaKeys } from "../../lib/json/schema_keys.ts";

const lora = z.strictObject({ rank: z.int().default(8), alpha: z.number() });
const schema = z.strictObject({
  lora: lora.prefault({ alpha: 1 }),
  adapters: z.array(lora).optional(),
  weights: z.partialRecord(z.enum(["e", "x"]), lora.nullable()).readonly(),
  open: z.record(z.string(), lora),
  either: z.union([z.strictObject({ one: lora }), z.strictObject({ two: z.number() })]),
});

Deno.test("schemaKeys() names an object's keys, whatever wraps it", () => {
  assertEquals(schemaKeys(schema), ["lora", "adapters", "weights", "open", "either"]);
  assertEquals(schemaKeys(schema, ["lora"]), ["rank", "alpha"]);
});

Deno.test("schemaKeys() leads through lists, records and unions", () => {
  assertEquals(schemaKeys(schema, ["adapters", 3]), ["rank", "alpha"]);
  assertEquals(schemaKeys(schema, ["weights"]), ["e", "x"]);
  assertEquals(schemaKeys(schema, ["weights", "x"]), ["rank", "alpha"]);
  assertEquals(schemaKeys(schema, ["open", "whatever"]), ["rank", "alpha"]);
  assertEquals(schemaKeys(schema, ["either"]), ["one", "two"]);
  assertEquals(schemaKeys(schema, ["either", "one"]), ["rank", "alpha"]);
});

Deno.test("schemaKeys() names none where there is no object or any key will do", () => {
  for (const path of [["open"], ["lora", "rank"], ["nowhere", "deep"], ["constructor"], ["either", "two"]]) {
    assertEquals(schemaKeys(schema, path), [], path.join("."));
  }
});
