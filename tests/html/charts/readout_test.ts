import { assertEquals } from "@std/assert";
import { readoutOf } from "../../../lib/html/charts/readout.ts";

Deno.test("readoutOf() says of lines where their values stand, and leaves places without a value empty", () => {
  const { places, at, series, along } = readoutOf({
    kind: "lines",
    id: "l",
    title: "L",
    x: { title: "iteration" },
    y: { unit: "u", span: [0, 1] },
    series: [
      { name: "a", style: 0, points: [{ x: 1, y: 0, low: 0, high: 0.5 }, { x: 3, y: 1 }] },
      { name: "b", style: 1, points: [{ x: 2, y: 0.5 }] },
    ],
  });
  assertEquals([along, places, at], ["x", ["1", "2", "3"], [0, 134, 268]]);
  assertEquals(series.map(({ name, values }) => [name, values]), [["a", [0, null, 1]], ["b", [null, 0.5, null]]]);
  assertEquals(series.map(({ pixels }) => pixels), [[124, null, 0], [null, 62, null]]);
  assertEquals([series[0]!.low, series[0]!.high, series[1]!.low], [[0, null, null], [0.5, null, null], undefined]);
});

Deno.test("readoutOf() puts named places in the middle of equal shares", () => {
  const { at } = readoutOf({
    kind: "lines",
    id: "l",
    title: "L",
    x: { title: "checkpoint", names: ["base", "SFT"] },
    y: { unit: "u" },
    series: [],
  });
  assertEquals(at, [67, 201]);
});

Deno.test("readoutOf() tells an arm's mean, its reference and every seed", () => {
  const { along, places, at, series } = readoutOf({
    kind: "intervals",
    id: "i",
    title: "I",
    x: { unit: "u" },
    rows: [
      {
        heading: "h",
        label: "a",
        name: "h=a",
        style: 0,
        seeds: [{ seed: 2, value: 1 }, { seed: 1, value: 3 }],
        mean: 2,
        low: 0,
        high: 4,
        reference: 1.5,
      },
      { label: "b", name: "h=b", style: 1, seeds: [{ seed: 1, value: 5 }], mean: 5 },
    ],
  });
  assertEquals([along, places], ["y", ["h=a", "h=b"]]);
  // A heading takes 24 pixels, a row 36.
  assertEquals(at, [24 + 18, 24 + 36 + 18]);
  assertEquals(series.map(({ name, values }) => [name, values]), [
    ["mean", [2, 5]],
    ["SFT, mean", [1.5, null]],
    ["seed 1", [3, 5]],
    ["seed 2", [1, null]],
  ]);
});

Deno.test("readoutOf() tells the parts of each bar and what they add up to", () => {
  const { places, series } = readoutOf({
    kind: "parts",
    id: "p",
    title: "P",
    x: { title: "checkpoint" },
    y: { unit: "u" },
    parts: ["a", "b"],
    bars: [{ x: "SFT", parts: [{ name: "a", value: 2 }, { name: "b", value: -1 }], total: 1 }],
  });
  assertEquals([places, series.map(({ name, values }) => [name, values])], [["SFT"], [["a", [2]], ["b", [-1]], [
    "in all",
    [1],
  ]]]);
});
