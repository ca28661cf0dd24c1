import { assertEquals } from "@std/assert";
import { duration, paced, timeLeft } from "../../lib/run/progress.ts";

Deno.test("duration() writes seconds as a clock does", () => {
  assertEquals([0, 59.6, 61, 3599, 3600, 7325].map(duration), ["0:00", "1:00", "1:01", "59:59", "1:00:00", "2:02:05"]);
});

Deno.test("timeLeft() extrapolates the mean step", () => {
  assertEquals(timeLeft(10, 40, 20), "1:00 left");
  assertEquals(timeLeft(0, 40, 3), "");
  assertEquals(timeLeft(40, 40, 80), "0:00 left");
});

Deno.test("paced() asks for a line after a few seconds, then every 15 seconds, and at the end", () => {
  let clock = 100;
  const due = paced(() => clock);
  const lines: [step: number, left: string][] = [];
  for (let step = 1; step <= 101; step++, clock += 0.5) {
    const left = due(step, 101);
    if (left !== undefined) lines.push([step, left]);
  }
  // A step takes half a second: step 7 comes 3 s after the first, with 94 steps to go.
  assertEquals(lines, [[7, "0:47 left"], [37, "0:32 left"], [67, "0:17 left"], [97, "0:02 left"], [101, "0:00 left"]]);
});

Deno.test("paced() asks for a line at each step that takes longer, and for the only one", () => {
  let clock = 0;
  const slow = paced(() => clock);
  assertEquals([1, 2, 3].map((step) => (clock += 60, slow(step, 3))), [undefined, "1:00 left", "0:00 left"]);
  assertEquals(paced(() => 0)(1, 1), "");
});
