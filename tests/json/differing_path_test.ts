import { assertEquals } from "@std/assert";
import { differingPath } from "../../lib/json/differing_path.ts";

Deno.test("differingPath() finds the first place in which two values differ", () => {
  const value = { a: 1, b: { c: [1, { d: null }], e: "x" } };
  assertEquals(differingPath(value, structuredClone(value)), undefined);
  const at = (other: typeof value | Record<string, null>) => differingPath(value, other);
  assertEquals(at({ ...value, b: { ...value.b, e: "y" } }), { path: ["b", "e"], values: ["x", "y"] });
  assertEquals(at({ ...value, b: { ...value.b, c: [1, { d: null }, 2] } })?.path, ["b", "c"]);
  assertEquals(differingPath(value.b.c, [1, {}])?.path, []);
  assertEquals(at({ a: null, b: null }), { path: ["a"], values: [1, null] });
});

Deno.test("differingPath() tells of what one of them lacks, in either order", () => {
  assertEquals(differingPath({ a: 1 }, { a: 1, b: 0 }), { path: ["b"], values: [undefined, 0] });
  assertEquals(differingPath({ a: 1, b: 0 }, { a: 1 }), { path: ["b"], values: [0, undefined] });
});
