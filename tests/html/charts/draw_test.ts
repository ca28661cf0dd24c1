import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { drawForFile, drawForPage } from "../../../lib/html/charts/draw.ts";
import type { Panel } from "../../../lib/html/charts/panel.ts";

const EVIL = `</svg><script>alert(1)</script>"'&\u202e`;

const lines: Panel = {
  kind: "lines",
  id: "lines",
  title: EVIL,
  note: EVIL,
  x: { title: "checkpoint", names: ["SFT", "1", "2"] },
  y: { unit: "share", span: [0, 1], within: [0, 1] },
  bands: [{ name: "b", low: 0.2, high: 0.4 }, { name: "c", low: 0.6, high: 0.6 }],
  series: [
    { name: EVIL, style: 0, points: [{ x: "SFT", y: 0.1 }, { x: "2", y: 0.5, chosen: true }] },
    { name: "other", style: 7, points: [{ x: "SFT", y: 0.3, low: 0.1, high: 0.6 }, { x: "1", y: 0.3 }] },
  ],
  large: true,
};

const curves: Panel = {
  kind: "lines",
  id: "curves",
  title: "Curves",
  x: { title: "iteration" },
  y: { unit: "nats", log: true },
  series: [{
    name: "a",
    style: 1,
    points: Array.from({ length: 30 }, (_, x) => ({ x, y: 10 ** -(x % 5), low: 0, high: 2 })),
  }],
};

const intervals: Panel = {
  kind: "intervals",
  id: "intervals",
  title: "Intervals",
  x: { unit: "chips" },
  rows: [{
    name: EVIL,
    style: 0,
    seeds: [{ seed: 1, value: 1 }, { seed: 2, value: 3 }],
    mean: 2,
    low: -1,
    high: 5,
    reference: 0,
  }],
};

const parts: Panel = {
  kind: "parts",
  id: "parts",
  title: "Parts",
  x: { title: "checkpoint" },
  y: { unit: "no unit" },
  parts: [EVIL, "b"],
  bars: [{ x: "SFT", parts: [{ name: EVIL, value: 1 }, { name: "b", value: -2 }], total: -1 }],
};

const ALL = [lines, curves, intervals, parts];

/** Elements of a drawing, by name. */
const elements = (svg: string) => [...svg.matchAll(/<([a-z]+)/gi)].map(([, name]) => name!);

Deno.test("drawForPage() draws with the page's colours alone, and without a style that its policy would refuse", async () => {
  for (const panel of ALL) {
    const svg = await drawForPage(panel);
    assert(/^<svg viewBox="[\d. ]+" aria-hidden="true" focusable="false">/.test(svg), svg.slice(0, 200));
    assert(!/ style=| on\w+=|#[0-9a-f]{3}/i.test(svg), panel.id);
    assertEquals(elements(svg).filter((name) => !["svg", "g", "path", "line", "rect", "text"].includes(name)), []);
  }
});

Deno.test("drawForFile() draws a file of its own: with its size, a white ground, and no colour that it doesn't define", async () => {
  for (const panel of ALL) {
    const svg = await drawForFile(panel);
    assert(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/.test(svg), svg.slice(0, 200));
    assertStringIncludes(svg, 'fill="white"');
    assert(!svg.includes("var("), panel.id);
  }
});

Deno.test("drawForPage() and drawForFile() take names for text, whatever is in them", async () => {
  for (const panel of [lines, intervals, parts]) {
    for (const svg of [await drawForPage(panel), await drawForFile(panel)]) {
      assertEquals(elements(svg).filter((name) => name === "script"), []);
    }
  }
  assertStringIncludes(await drawForPage(intervals), "&lt;/svg&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
});

Deno.test("drawForPage() draws a line's points where the values are", async () => {
  const panel: Panel = {
    ...curves,
    y: { unit: "u", span: [0, 1] },
    series: [{ name: "a", style: 0, points: [{ x: 0, y: 0 }, { x: 2, y: 1 }, { x: 4, y: 0.5 }] }],
  };
  // The plot is 268 × 124 pixels, its left end the first iteration, its top the axis' end.
  assertStringIncludes(await drawForPage(panel), 'd="M0,124L134,0L268,62"');
});
