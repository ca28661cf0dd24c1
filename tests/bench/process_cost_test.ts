import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { childSeconds, processCost } from "../../lib/bench/process_cost.ts";

Deno.test("childSeconds() is what a shell's children took, not the shell", () => {
  assertAlmostEquals(childSeconds("0m7.00s 0m8.00s\n1m2.50s 0m0.25s\n"), 62.75, 1e-12);
  assertEquals(childSeconds("nothing of the kind"), NaN);
});

// Windows has neither sh nor ps.
Deno.test(
  { name: "processCost() measures a command, and says why one failed", ignore: Deno.build.os === "windows" },
  async () => {
    const { seconds, cpuSeconds, peakBytes } = await processCost("sh", ["-c", "sleep 0.3"]);
    assert(seconds >= 0.3 && cpuSeconds >= 0 && cpuSeconds < seconds && peakBytes > 0);
    await assertRejects(
      () => processCost("sh", ["-c", "echo it broke >&2; exit 3"]),
      Error,
      "Cannot measure sh -c echo it broke >&2; exit 3: it broke",
    );
  },
);
