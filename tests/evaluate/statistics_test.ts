import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  mean,
  pairedInterval,
  standardDeviation,
  studentQuantile,
  studentWithin,
} from "../../lib/evaluate/statistics.ts";

Deno.test("studentQuantile() agrees with the published table of two-sided critical values", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values of Student's t.
  const table: readonly [degrees: number, at90: number, at95: number, at99: number][] = [
    [1, 6.314, 12.706, 63.657],
    [2, 2.920, 4.303, 9.925],
    [3, 2.353, 3.182, 5.841],
    [4, 2.132, 2.776, 4.604],
    [5, 2.015, 2.571, 4.032],
    [9, 1.833, 2.262, 3.250],
    [10, 1.812, 2.228, 3.169],
    [29, 1.699, 2.045, 2.756],
    [30, 1.697, 2.042, 2.750],
    [60, 1.671, 2.000, 2.660],
    [100, 1.660, 1.984, 2.626],
  ];
  for (const [degrees, at90, at95, at99] of table) {
    assertAlmostEquals(studentQuantile(0.90, degrees), at90, 5e-4);
    assertAlmostEquals(studentQuantile(0.95, degrees), at95, 5e-4);
    assertAlmostEquals(studentQuantile(0.99, degrees), at99, 5e-4);
  }
});

Deno.test("studentQuantile() is exact where a closed form exists, and approaches the normal's quantile", () => {
  for (const level of [0.1, 0.5, 0.95, 0.999]) {
    // One degree is Cauchy's distribution; for two, P(|T| ≤ t) = t / √(2 + t²).
    assertAlmostEquals(studentQuantile(level, 1), Math.tan(Math.PI * level / 2), 1e-9 * Math.tan(Math.PI * level / 2));
    assertAlmostEquals(studentQuantile(level, 2), level * Math.sqrt(2 / (1 - level * level)), 1e-9 * 50);
  }
  assertEquals(studentQuantile(0, 7), 0);
  assertAlmostEquals(studentQuantile(0.95, 1_000_000), 1.959964, 1e-5);
});

Deno.test("studentWithin() grows with t from 0 to 1", () => {
  for (const degrees of [1, 2, 3, 8, 31]) {
    assertEquals(studentWithin(0, degrees), 0);
    let before = 0;
    for (const t of [0.1, 0.5, 1, 2, 4, 8, 16]) {
      const within = studentWithin(t, degrees);
      assert(within > before && within < 1);
      before = within;
    }
  }
});

Deno.test("studentQuantile() rejects levels and degrees that have no quantile", () => {
  assertThrows(() => studentQuantile(1, 3), RangeError, "level 1");
  assertThrows(() => studentQuantile(NaN, 3), RangeError, "level NaN");
  assertThrows(() => studentQuantile(0.95, 0), RangeError, "0 degrees");
  assertThrows(() => studentQuantile(0.95, 2.5), RangeError, "2.5 degrees");
});

Deno.test("mean() and standardDeviation() follow their definitions", () => {
  assertEquals(mean([2, 4, 4, 4, 5, 5, 7, 9]), 5);
  assertAlmostEquals(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])!, Math.sqrt(32 / 7), 1e-12);
  assertEquals(standardDeviation([3]), undefined);
  assertThrows(() => mean([]), RangeError, "no numbers");
});

Deno.test("pairedInterval() reproduces a published paired t interval", () => {
  // Student's own data ("The probable error of a mean", 1908): extra sleep of ten patients, drug 2 − drug 1, in hours.
  // Mean 1.58, 95 % interval 0.70 to 2.46, as R documents for its data set "sleep".
  const { mean, low, high, n } = pairedInterval([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]);
  assertEquals(n, 10);
  assertAlmostEquals(mean, 1.58, 1e-12);
  assertAlmostEquals(low!, 0.7001142, 1e-6);
  assertAlmostEquals(high!, 2.4598858, 1e-6);
});

Deno.test("pairedInterval() widens with the level and has no ends for a single pair", () => {
  const narrow = pairedInterval([0, 1, 3], 0.5), wide = pairedInterval([0, 1, 3], 0.99);
  assert(wide.low! < narrow.low! && wide.high! > narrow.high!);
  assertEquals(pairedInterval([0.4]), { mean: 0.4, low: undefined, high: undefined, n: 1 });
  assertThrows(() => pairedInterval([]), RangeError, "no numbers");
});
