import { assertEquals } from "@std/assert";
import { firstNonJson } from "../../lib/json/first_non_json.ts";

Deno.test("firstNonJson() finds nothing in plain data", () => {
  const shared = { x: 1 };
  const values = [null, 0, "", [], {}, { a: [1, { b: null }], c: undefined }, [shared, shared], Object.create(null)];
  for (const value of values) assertEquals(firstNonJson(value), undefined);
});

Deno.test("firstNonJson() says where what JSON lacks stands, and what it is", () => {
  class Own {}
  const cases: [value: unknown, what: string][] = [
    [10n, "10n"],
    [() => 1, "a function"],
    [Symbol("x"), "a symbol"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [new Date(0), "an object of class Date"],
    [new Map(), "an object of class Map"],
    [new Own(), "an object of class Own"],
  ];
  for (const [value, what] of cases) {
    assertEquals(firstNonJson(value), { path: [], what });
    assertEquals(firstNonJson({ a: 1, b: [0, { c: value }] }), { path: ["b", 1, "c"], what });
  }
  assertEquals(firstNonJson([1, undefined]), { path: [1], what: "undefined" });
});

Deno.test("firstNonJson() finds an object inside itself", () => {
  const loop: Record<string, unknown> = {};
  loop["a"] = [loop];
  assertEquals(firstNonJson({ loop }), { path: ["loop", "a", 0], what: "an object that it is part of" });
});
