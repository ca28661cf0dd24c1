import { assertEquals } from "@std/assert";
import { rowBatches } from "../../lib/rollout/row_batches.ts";

const prompt = (length: number) => new Int32Array(length);
const sizes = (rows: { prompt: Int32Array }[], limits: { rows: number; promptTokens: number }) =>
  [...rowBatches(rows, limits)].map((batch) => batch.length);

Deno.test("rowBatches() splits after the most rows, and keeps their order", () => {
  const shared = prompt(10);
  const rows = Array.from({ length: 5 }, (_, id) => ({ prompt: shared, id }));
  const batches = [...rowBatches(rows, { rows: 2, promptTokens: 1000 })];
  assertEquals(batches.map((batch) => batch.map(({ id }) => id)), [[0, 1], [2, 3], [4]]);
});

Deno.test("rowBatches() counts a shared prompt once, and every prompt as wide as the widest", () => {
  const shared = prompt(10);
  assertEquals(sizes(Array(8).fill({ prompt: shared }), { rows: 100, promptTokens: 10 }), [8]);
  // Two of 10 fill 20; the third makes 3 · 10.
  assertEquals(sizes([10, 10, 10].map((n) => ({ prompt: prompt(n) })), { rows: 100, promptTokens: 20 }), [2, 1]);
  // 5 and 5 fit in 20 with room for two more, but 11 makes them 3 · 11.
  assertEquals(sizes([5, 5, 11].map((n) => ({ prompt: prompt(n) })), { rows: 100, promptTokens: 20 }), [2, 1]);
});

Deno.test("rowBatches() lets a row that is too long by itself through, alone", () => {
  assertEquals(sizes([30, 30].map((n) => ({ prompt: prompt(n) })), { rows: 100, promptTokens: 20 }), [1, 1]);
  assertEquals(sizes([], { rows: 1, promptTokens: 1 }), []);
});
