import { assertEquals, assertNotEquals } from "@std/assert";
import { withoutTimes } from "../../lib/results/without_times.ts";
import { body, header, iteration, stage } from "./lines.ts";

Deno.test("withoutTimes() is equal for lines that differ in their timings alone", () => {
  assertEquals(withoutTimes({ ...iteration, timings: { total: 99 } }), withoutTimes(iteration));
  assertEquals(withoutTimes({ ...stage, timings: { cached: true, total: 0 } }), withoutTimes(stage));
  const later = { ...header(), timings: { startedAt: "2027-01-01T00:00:00.000Z" } };
  assertEquals(withoutTimes(later), withoutTimes(header()));
  assertNotEquals(withoutTimes({ ...iteration, iteration: 2 }), withoutTimes(iteration));
});

Deno.test("withoutTimes() keeps all else", () => {
  for (const line of body) {
    const { timings: _, ...rest } = { timings: undefined, ...line };
    assertEquals(JSON.parse(withoutTimes(line)), rest);
  }
});
