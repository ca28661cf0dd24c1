import { assert, assertEquals } from "@std/assert";
import { drawnSeries, xRangeOf, yAxisOf } from "../../../lib/html/charts/line_axes.ts";
import type { LinePanel, Point } from "../../../lib/html/charts/panel.ts";

function panel(points: readonly Point[], y: Partial<LinePanel["y"]> = {}): LinePanel {
  return {
    kind: "lines",
    id: "p",
    title: "P",
    x: { title: "iteration" },
    y: { unit: "u", ...y },
    series: [{ name: "a", style: 0, points }],
  };
}

Deno.test("yAxisOf() spans intervals, bands and what the panel asks for", () => {
  const points = [{ x: 1, y: 0.5, low: 0.3, high: 0.7 }];
  const { low, high } = yAxisOf({ ...panel(points, { span: [0] }), bands: [{ name: "b", low: 0.9, high: 1 }] });
  assertEquals([low, high], [0, 1]);
});

Deno.test("yAxisOf() and drawnSeries() end intervals where there can be no value", () => {
  const share = panel([{ x: 1, y: 0.95, low: 0.8, high: 1.4 }], { span: [0, 1], within: [0, 1] });
  const axis = yAxisOf(share);
  assertEquals([axis.low, axis.high], [0, 1]);
  assertEquals(drawnSeries(share, axis)[0]!.points, [{ x: 1, y: 0.95, low: 0.8, high: 1 }]);
});

Deno.test("drawnSeries() leaves values out that a log scale has no place for", () => {
  const gap = panel([{ x: 1, y: 0 }, { x: 2, y: 1e-5, low: -1e-5, high: 3e-5 }], { log: true });
  const axis = yAxisOf(gap);
  const points = drawnSeries(gap, axis)[0]!.points;
  assertEquals(points.map(({ x }) => x), [2]);
  assert(points[0]!.low === axis.low && axis.low > 0);
});

Deno.test("yAxisOf() spans a line on a log scale whose intervals reach below 0", () => {
  const { low, high } = yAxisOf(panel([{ x: 1, y: 2e-6, low: -1, high: 3e-6 }, { x: 2, y: 3e-5 }], { log: true }));
  assertEquals([low, high], [1e-6, 1e-4]);
});

Deno.test("drawnSeries() ends intervals where the axis does that leaves lines their room", () => {
  const wide = panel([{ x: 1, y: 0, low: -50, high: 50 }, { x: 2, y: 1 }]);
  const axis = yAxisOf(wide);
  assertEquals([axis.low, axis.high], [-1, 2]);
  assertEquals(drawnSeries(wide, axis)[0]!.points[0], { x: 1, y: 0, low: -1, high: 2 });
});

Deno.test("xRangeOf() gives a single iteration room on both sides", () => {
  assertEquals(xRangeOf(panel([{ x: 3, y: 1 }])), [2, 4]);
  assertEquals(xRangeOf(panel([])), [0, 1]);
  assertEquals(xRangeOf(panel([{ x: 9, y: 1 }, { x: 2, y: 1 }])), [2, 9]);
});
