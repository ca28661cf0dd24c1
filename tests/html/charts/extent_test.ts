import { assertEquals } from "@std/assert";
import { extent } from "../../../lib/html/charts/extent.ts";
import type { Point } from "../../../lib/html/charts/panel.ts";

const of = (points: readonly Omit<Point, "x">[], within?: readonly [number, number]) =>
  extent([{ name: "a", style: 0, points: points.map((point, x) => ({ x, ...point })) }], within);

Deno.test("extent() spans values and their intervals", () => {
  assertEquals(of([{ y: 0, low: -0.5, high: 0.25 }, { y: 1, low: 0.5, high: 1.5 }]), [-0.5, 1.5]);
  assertEquals(of([{ y: 3 }]), [3, 3]);
});

Deno.test("extent() follows intervals no further than the lines' own room on either side, so that lines stay lines", () => {
  assertEquals(of([{ y: 0, low: -100, high: 100 }, { y: 2, low: 1, high: 3 }]), [-2, 4]);
});

Deno.test("extent() shows the whole interval of lines that take no room", () => {
  assertEquals(of([{ y: 1, low: -100, high: 100 }]), [-100, 100]);
});

Deno.test("extent() goes no further than there can be values", () => {
  assertEquals(of([{ y: 0.5, low: -1, high: 2 }], [0, 1]), [0, 1]);
});

Deno.test("extent() of nothing is empty", () => {
  assertEquals(extent([]), [Infinity, -Infinity]);
});
