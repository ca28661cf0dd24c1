import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { linearAxis, logAxis } from "../../../lib/html/charts/ticks.ts";

Deno.test("linearAxis() spans its values with steps of 1, 2 or 5 times a power of ten, seven ticks at most", () => {
  const pairs = [[0, 1], [-0.319, 0.159], [2.1, 2.73], [0, 0.0356], [-7, 123], [1e-7, 3e-6], [0, 99999], [
    0.999,
    1.001,
  ]];
  for (const [least, most] of pairs) {
    const { low, high, ticks } = linearAxis([most!, least!]);
    assert(low <= least! + 1e-12 && high >= most! - 1e-12, `${least} to ${most}: ${low} to ${high}`);
    assert(ticks.length >= 3 && ticks.length <= 7, `${least} to ${most}: ${ticks}`);
    assertEquals([ticks[0], ticks.at(-1)], [low, high]);
    const step = ticks[1]! - ticks[0]!;
    const leading = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
    assertAlmostEquals(Math.min(...[1, 2, 5].map((factor) => Math.abs(factor - leading))), 0, 1e-6);
  }
});

Deno.test("linearAxis() writes as many decimals as its step has", () => {
  assertEquals([linearAxis([0, 1]).format, linearAxis([0, 10]).format, linearAxis([0, 0.03]).format], [
    ",.1f",
    ",.0f",
    ",.2f",
  ]);
});

Deno.test("linearAxis() writes ticks in a power of ten where their labels would be too long for their margin", () => {
  const written = (...values: number[]) => {
    const { format, power } = linearAxis(values);
    return [format, power];
  };
  // "0.0010" and "20,000" have six characters; with a sign, seven.
  assertEquals(written(0, 0.001), [",.4f", 0]);
  assertEquals(written(-0.001, 0), [",.1f", -3]);
  assertEquals(written(0, 20_000), [",.0f", 0]);
  assertEquals(written(-20_000, 0), [",.1f", 4]);
  assertEquals(written(0, 3e-6), [",.0f", -6]);
  assertEquals(written(-0.0011, -0.0009), [",.2f", -3]);
});

Deno.test("linearAxis() gives equal values room, and values that differ by rounding alone too", () => {
  assertEquals(linearAxis([0, 0]), linearAxis([0, 1]));
  assertEquals(linearAxis([]), linearAxis([0, 1]));
  for (const value of [0.4, -2]) {
    const { low, high } = linearAxis([value, value * (1 + 1e-15)]);
    assert(low < value && value < high && high - low > Math.abs(value) / 10);
  }
});

Deno.test("logAxis() spans values above 0 with powers of ten, and leaves the others out", () => {
  assertEquals(logAxis([0, -1, 3e-7, 2e-5]).ticks.map((tick) => Math.round(Math.log10(tick))), [-7, -6, -5, -4]);
  const { low, high } = logAxis([1e-5]);
  assert(low <= 1e-5 && high > low);
  assertEquals(logAxis([0]).high, 1);
  assert(logAxis([1e-30, 1]).ticks.length <= 8);
});
