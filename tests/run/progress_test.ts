import { assertEquals } from "@std/assert";
import { duration, timeLeft } from "../../lib/run/progress.ts";

Deno.test("duration() writes seconds as a clock does", () => {
  assertEquals([0, 59.6, 61, 3599, 3600, 7325].map(duration), ["0:00", "1:00", "1:01", "59:59", "1:00:00", "2:02:05"]);
});

Deno.test("timeLeft() extrapolates the mean step", () => {
  assertEquals(timeLeft(10, 40, 20), "1:00 left");
  assertEquals(timeLeft(0, 40, 3), "");
  assertEquals(timeLeft(40, 40, 80), "0:00 left");
});
