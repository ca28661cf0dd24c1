import { assertEquals } from "@std/assert";
import { z } from "zod";
import { columnType, quoteName } from "../../lib/query/column_type.ts";

const typeOf = (schema: z.ZodType) => columnType(z.toJSONSchema(schema));

Deno.test("columnType() has a type for each kind of value", () => {
  assertEquals(typeOf(z.string()), "VARCHAR");
  assertEquals(typeOf(z.enum(["a", "b"])), "VARCHAR");
  assertEquals(typeOf(z.literal("a")), "VARCHAR");
  assertEquals(typeOf(z.int()), "BIGINT");
  assertEquals(typeOf(z.number().min(0)), "DOUBLE");
  assertEquals(typeOf(z.boolean()), "BOOLEAN");
  assertEquals(typeOf(z.array(z.int())), "BIGINT[]");
  assertEquals(typeOf(z.array(z.array(z.number()))), "DOUBLE[][]");
});

Deno.test("columnType() makes structs of known keys and maps of any", () => {
  assertEquals(
    typeOf(z.strictObject({ a: z.int(), 'b"c': z.string().exactOptional() })),
    'STRUCT("a" BIGINT, "b""c" VARCHAR)',
  );
  assertEquals(typeOf(z.record(z.string(), z.number())), "MAP(VARCHAR, DOUBLE)");
  assertEquals(
    typeOf(z.partialRecord(z.enum(["x", "y"]), z.strictObject({ n: z.int() }))),
    'MAP(VARCHAR, STRUCT("n" BIGINT))',
  );
});

Deno.test("columnType() leaves null to the column", () => {
  assertEquals(typeOf(z.string().nullable()), "VARCHAR");
  assertEquals(typeOf(z.number().min(0).nullable()), "DOUBLE");
  assertEquals(typeOf(z.strictObject({ a: z.int() }).nullable()), 'STRUCT("a" BIGINT)');
});

Deno.test("columnType() keeps what has several shapes as JSON", () => {
  assertEquals(typeOf(z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })])), "JSON");
  assertEquals(typeOf(z.json()), "JSON");
  assertEquals(typeOf(z.looseObject({ a: z.int() })), "JSON");
  assertEquals(typeOf(z.union([z.string(), z.number()])), "JSON");
});

Deno.test("quoteName() doubles quotes", () => assertEquals(quoteName('a"b'), '"a""b"'));
