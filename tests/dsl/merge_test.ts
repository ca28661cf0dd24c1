import { assertEquals } from "@std/assert";
import { merge } from "../../dsl/merge.ts";

Deno.test("merge() lays objects over each other key by key and replaces all else", () => {
  assertEquals(merge({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { c: [3] }, d: { e: 2 } }), {
    a: { b: 1, c: [3] },
    d: { e: 2 },
  });
});

Deno.test("merge() takes undefined as nothing said, and null as said", () => {
  assertEquals(merge({ a: 1, b: 2 }, { a: undefined, b: null }), { a: 1, b: null });
  assertEquals(Object.keys(Object(merge({}, { a: undefined }))), []);
  assertEquals(Object.entries(Object(merge(1, { a: { b: undefined } }))), [["a", {}]]);
});

Deno.test("merge() keeps a key named __proto__ a key", () => {
  const merged = merge({ a: 1 }, JSON.parse(`{"__proto__": {"polluted": true}}`));
  assertEquals(Object.keys(Object(merged)), ["a", "__proto__"]);
  assertEquals(Object.getPrototypeOf(merged), Object.prototype);
});
