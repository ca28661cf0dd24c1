import { assertEquals } from "@std/assert";
import { secondsSince } from "../../lib/clock/seconds.ts";
import { timed } from "../../lib/clock/timed.ts";
import { withClock } from "./with_clock.ts";

Deno.test("secondsSince() is what has passed, and 0 on a clock that goes back", async () => {
  const since = (milliseconds: number) => withClock({ elapsed: () => milliseconds }, () => secondsSince(100));
  assertEquals([await since(105_500), await since(100_000), await since(90_000)], [5.5, 0, 0]);
});

Deno.test("timed() says what work came to and how long it took", async () => {
  const moments = [1000, 3500];
  const took = await withClock({ elapsed: () => moments.shift()! }, () => timed(() => Promise.resolve("done")));
  assertEquals(took, { value: "done", seconds: 2.5 });
});
