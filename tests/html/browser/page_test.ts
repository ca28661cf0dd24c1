/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { temporaryFolder } from "../../temporary_folder.ts";
import { addressOf, coloursOf, groundOf, open, testInChromium } from "./in_chromium.ts";
import { madeReport, SMALL } from "./made_report.ts";

/** Arms of three settings, more than a panel shows: their names are long and differ at their ends. */
const MANY = {
  ...SMALL,
  arms: ["per-pool", "auxiliary", "shared", "reward-only"],
  more: { groupWeighting: ["uniform", "lambda"], return: ["round", "toGo"] },
  iterations: 2,
};

/** Eight arms, named by three settings each at the ends of one panel's lines. */
const LONG = {
  ...SMALL,
  arms: ["per-pool", "reward-only"],
  more: { groupWeighting: ["uniform", "lambda"], normalize: ["round", "episode"] },
  iterations: 2,
};

testInChromium(
  "a report opens without a word in the console, and asks for nothing but itself",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page, problems, requests } = await open(browser, addressOf(path));
      assertEquals(await page.title(), "sample, SEPO");
      assertEquals(await page.textContent("#episodes-count"), "240 episodes");
      assertEquals(problems, []);
      assertEquals(requests, [addressOf(path)]);
    }),
);

testInChromium(
  "a report draws something in both themes, each on its own ground",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      for (const scheme of ["light", "dark"] as const) {
        const { page } = await open(browser, addressOf(path), { scheme });
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assertEquals(ground, groundOf(scheme));
        // Letters and lines leave most of a page empty, but not all of it.
        const { count, share } = await coloursOf(browser, await page.screenshot());
        assert(count > 50 && share > 0.5 && share < 0.98, `${scheme}: ${count} colours, ${share} of one`);
      }
    }),
);

testInChromium(
  "a report keeps the theme that its reader chose, whatever the system says",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page } = await open(browser, addressOf(path), { scheme: "light" });
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.selectOption("#theme", "dark");
      assertEquals(await ground(), groundOf("dark"));
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      assertEquals([await ground(), await page.inputValue("#theme")], [groundOf("dark"), "dark"]);
      await page.selectOption("#theme", "auto");
      assertEquals(await ground(), groundOf("light"));
    }),
);

/** Texts of drawings that stand on each other or out of their figure, and whether the page is wider than its window. */
function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const details of document.querySelectorAll<HTMLDetailsElement>("details.group")) details.open = true;
    for (const figure of document.querySelectorAll("figure")) {
      figure.scrollIntoView();
      const frame = figure.getBoundingClientRect();
      const boxes = [...figure.querySelectorAll("svg text")].map((text) => ({
        text: text.textContent,
        box: text.getBoundingClientRect(),
      })).filter(({ box }) => box.width > 0);
      for (const [at, { text, box }] of boxes.entries()) {
        if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`${figure.id}: "${text}" is cut`);
        for (const other of boxes.slice(at + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          // Lines of text have room above and below their letters.
          if (across > 1 && down > box.height / 3) found.push(`${figure.id}: "${text}" on "${other.text}"`);
        }
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...found, `${scrollWidth} pixels in ${clientWidth}`] : found;
  });
}

for (
  const [what, sample] of [["one arm", { ...SMALL, arms: ["per-pool"] }], ["long names", LONG], [
    "many arms",
    MANY,
  ]] as const
) {
  testInChromium(
    `a report of ${what} writes no text on another or beyond its figure, on a desk and on a telephone`,
    (browser) =>
      temporaryFolder(async (folder) => {
        const { path } = await madeReport(folder, sample);
        for (const width of [1440, 1024, 420]) {
          const { page } = await open(browser, addressOf(path), { width });
          assertEquals(await misplaced(page), [], `${width} pixels`);
        }
      }),
  );
}

testInChromium("a report of runs that recorded no episodes says so", (browser) =>
  temporaryFolder(async (folder) => {
    const { path } = await madeReport(folder, {
      ...SMALL,
      change: (line) => {
        if (line.kind === "episode" || line.kind === "prompt") return undefined;
        if (line.kind !== "header") return line;
        const { settings } = line.run;
        const sepo = { ...settings.sepo, recordEpisodesEvery: 0 };
        return { ...line, run: { ...line.run, settings: { ...settings, sepo } } };
      },
    });
    const { page, problems } = await open(browser, addressOf(path));
    assertEquals(problems, []);
    assertEquals(
      await page.textContent("#episodes .empty"),
      "The runs wrote no episodes down: sepo.recordEpisodesEvery is 0.",
    );
  }));
