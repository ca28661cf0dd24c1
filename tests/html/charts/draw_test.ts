import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { drawForFile, drawForPage } from "../../../lib/html/charts/draw.ts";
import type { IntervalPanel, Panel } from "../../../lib/html/charts/panel.ts";

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
  size: "large",
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
    heading: EVIL,
    label: EVIL,
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

/** The texts of a drawing. */
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Horizontal pixels of the places on the x axis where a line of that colour turns. */
function turns(svg: string, color: string): number[] {
  const [, path] = new RegExp(`<path d="([^"]*)" stroke="${color.replace(/[()]/g, "\\$&")}"`).exec(svg) ?? [];
  return [...(path ?? "").matchAll(/[ML](-?[\d.]+),/g)].map(([, x]) => Number(x));
}

/** So many equal lines over two checkpoints. */
const equal = (count: number): Panel => ({
  kind: "lines",
  id: "equal",
  title: "Equal",
  x: { title: "checkpoint", names: ["SFT", "1"] },
  y: { unit: "u", span: [0, 1] },
  series: Array.from({ length: count }, (_, style) => ({
    name: `arm ${style}`,
    style,
    points: [{ x: "SFT", y: 0.2 }, { x: "1", y: 0.8 }],
  })),
  size: count > 8 ? undefined : "half",
});

Deno.test("drawForPage() moves equal lines of a panel apart while they are few, and none where they are many", async () => {
  const few = await drawForPage(equal(8));
  const starts = Array.from({ length: 8 }, (_, at) => turns(few, `var(--arm-${at})`)[0]!);
  assertEquals(new Set(starts).size, 8);
  const many = await drawForPage(equal(9));
  // The middles of two halves of 268 pixels.
  for (let at = 0; at < 9; at++) assertEquals(turns(many, `var(--arm-${at})`), [67, 201]);
});

Deno.test("drawForPage() names lines at their ends, with a piece of each line where some are broken", async () => {
  const named = async (count: number) => {
    const svg = await drawForPage(equal(count));
    return {
      names: texts(svg).filter((text) => text?.startsWith("arm ")).length,
      pieces: [...svg.matchAll(/<line [^>]*stroke-width="2"/g)].length,
    };
  };
  // Six colours are whole lines; the seventh arm's is broken.
  assertEquals(await named(6), { names: 6, pieces: 0 });
  assertEquals(await named(7), { names: 7, pieces: 7 });
});

Deno.test("drawForPage() names the power of ten that an axis is written in beside the unit", async () => {
  const tiny = {
    ...curves,
    y: { unit: "nats" },
    series: [{ ...curves.series[0]!, points: [{ x: 0, y: -0.0011 }, { x: 1, y: -9e-4 }] }],
  };
  const shown = texts(await drawForPage(tiny));
  assert(shown.includes("nats, × 10⁻³"), shown.join());
  assertEquals(shown.filter((text) => text?.startsWith("−")), ["−1.10", "−1.05", "−1.00", "−0.95", "−0.90"]);
});

Deno.test("drawForPage() takes the middle out of a line's name that is too long for its margin", async () => {
  const panel: Panel = {
    ...curves,
    size: "half",
    series: [{ ...curves.series[0]!, name: `begin ${"x".repeat(40)} end` }],
  };
  const [name] = texts(await drawForPage(panel)).filter((text) => text?.includes("…"));
  assert(name!.startsWith("begin") && name!.endsWith("end") && name!.length <= 23, name);
});

/** Rows of arms with names of that length, under a heading. */
const rowsNamed = (length: number, x: IntervalPanel["x"] = { unit: "chips" }): Panel => ({
  kind: "intervals",
  id: "rows",
  title: "Rows",
  x,
  rows: [{
    heading: "credit=a",
    label: "n".repeat(length),
    name: "a",
    style: 0,
    seeds: [],
    mean: 0.5,
    low: -1,
    high: 2,
  }],
});

Deno.test("drawForPage() writes rows' names whole, in smaller letters the longer they are, under their headings", async () => {
  const sizeOf = (svg: string) => Number(/font-size="([\d.]+)px"[^>]*>n+</.exec(svg)?.[1]);
  const svg = await drawForPage(rowsNamed(20));
  assert(texts(svg).includes("credit=a"));
  assert(texts(svg).includes("n".repeat(20)));
  assertEquals(sizeOf(svg), 10);
  const long = await drawForPage(rowsNamed(53));
  assert(texts(long).includes("n".repeat(53)));
  assert(sizeOf(long) < 10 && sizeOf(long) >= 7.5);
});

Deno.test("drawForPage() ends a row's interval, and its axis, where there can be no value", async () => {
  const svg = await drawForPage(rowsNamed(3, { unit: "share", within: [0, 1] }));
  assertEquals(texts(svg).filter((text) => /^[−\d]/.test(text!)), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
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
