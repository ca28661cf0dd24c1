/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { temporaryFolder } from "../../temporary_folder.ts";
import { addressOf, open, testInChromium } from "./in_chromium.ts";
import { madeReport, SMALL } from "./made_report.ts";

/** Twelve arms, more than a panel names. */
const MANY = {
  ...SMALL,
  arms: ["per-pool", "auxiliary", "shared", "reward-only"],
  more: { return: ["round", "toGo", "episode"] },
  seeds: [1],
  iterations: 2,
};

/** The arms, in the order of their places: results of one time of beginning come in the order of their folders. */
const NAMES = ["auxiliary", "per-pool", "reward-only", "shared"].flatMap((credit) =>
  ["episode", "round", "toGo"].map((kind) => `credit=${credit},return=${kind}`)
);

/** The arms whose lines are seen in a drawing. */
function seen(page: Page, figure: string): Promise<string[]> {
  return page.evaluate(([id, ...names]) => {
    const lines = document.querySelectorAll(`#${id} .plot path[stroke^="var(--arm-"]`);
    const shown = [...lines].filter((line) => getComputedStyle(line).visibility === "visible");
    const places = shown.map((line) => Number(/\d+/.exec(line.getAttribute("stroke") ?? "")?.[0]));
    return names.filter((_, place) => places.includes(place));
  }, [figure, ...NAMES]);
}

testInChromium(
  "arms are hidden one by one, by the values of their settings, and all at once, and come back",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, MANY);
      const { page, problems } = await open(browser, addressOf(path));
      const expect = async (names: readonly string[]) => {
        assertEquals(await seen(page, "checkpoints-pay-r"), names);
        assertEquals(await page.textContent("#arms-shown"), `${names.length} of 12`);
      };
      await expect(NAMES);
      await page.uncheck(`#legend input[value="return=toGo"]`);
      await expect(NAMES.filter((name) => !name.includes("toGo")));
      await page.uncheck(`#legend input[value="credit=shared"]`);
      await expect(NAMES.filter((name) => !name.includes("toGo") && !name.includes("shared")));
      await page.click("#legend-arms summary");
      await page.uncheck(`#legend input[data-settings="credit=per-pool,return=round"]`);
      const left = NAMES.filter((name) =>
        !name.includes("toGo") && !name.includes("shared") && name !== "credit=per-pool,return=round"
      );
      await expect(left);
      await page.click("#legend button[value=none]");
      await expect([]);
      await page.click("#legend button[value=all]");
      await expect(NAMES);
      assertEquals(problems, []);
    }),
);

testInChromium(
  "an arm's lines stand out while the pointer is at its name",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, MANY);
      const { page } = await open(browser, addressOf(path));
      const faded = () =>
        page.evaluate(() =>
          [...document.querySelectorAll(
            `#checkpoints-pay-r .plot path[stroke^="var(--arm-"][fill="none"], ` +
              `#checkpoints-pay-r .plot path[stroke^="var(--arm-"]:not([fill])`,
          )]
            .filter((line) => Number(getComputedStyle(line).strokeOpacity) < 1)
            .map((line) => Number(/\d+/.exec(line.getAttribute("stroke") ?? "")?.[0]))
        ).then((places) => NAMES.filter((_, place) => places.includes(place)));
      assertEquals(await faded(), []);
      await page.hover(`#legend label:has(input[value="return=round"])`);
      assertEquals(await faded(), NAMES.filter((name) => !name.endsWith("round")));
      await page.mouse.move(0, 0);
      assertEquals(await faded(), []);
    }),
);

/** Moves the pointer to the middle of a place of a drawing, among so many. */
async function pointAt(page: Page, figure: string, place: number, places: number): Promise<void> {
  const plot = page.locator(`#${figure} .plot`);
  await plot.scrollIntoViewIfNeeded();
  // That the page was scrolled, which takes values away, is told with the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const box = await plot.boundingBox();
  if (box === null) throw new Error("a plot that is seen is expected");
  // The drawing is 326 pixels wide, its plot 268, from the 46th on.
  const x = 46 + 268 * (place + 0.5) / places;
  await page.mouse.move(box.x + box.width * x / 326, box.y + box.height / 2);
}

testInChromium(
  "the pointer reads out a place's values, of arms that are shown, as the table of numbers has them",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, { ...SMALL, seeds: [1] });
      const { page } = await open(browser, addressOf(path));
      const figure = "checkpoints-pay-r";
      await page.click(`#${figure} summary`);
      const cells = await page.locator(`#${figure} .numbers tr`).evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent))
      );
      assertEquals(cells[0], ["checkpoint, iterations of SEPO", "credit=per-pool", "credit=shared"]);
      assertEquals(cells.slice(1).map(([place]) => place), ["base", "SFT", "1", "2", "3", "4"]);
      const told = async () => {
        const rows = await page.locator(".tip tr").evaluateAll((rows) =>
          rows.map((row) => [row.querySelector("th")?.textContent.trim(), row.querySelector("td")?.textContent])
        );
        return [await page.textContent(".tip b"), ...rows.sort()];
      };
      await pointAt(page, figure, 2, 6);
      assertEquals(await told(), ["checkpoint 1", ["credit=per-pool", cells[3]![1]], ["credit=shared", cells[3]![2]]]);
      await page.uncheck("#legend input >> nth=0");
      await pointAt(page, figure, 2, 6);
      assertEquals(await told(), ["checkpoint 1", ["credit=shared", cells[3]![2]]]);
      await page.mouse.move(0, 0);
      assertEquals(await page.locator(".tip").isHidden(), true);
    }),
);

testInChromium(
  "opening a figure's numbers moves no other drawing of its row",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page } = await open(browser, addressOf(path));
      const panels = page.locator("#training .panels").first();
      await panels.scrollIntoViewIfNeeded();
      const tops = () =>
        panels.evaluate((element) => {
          const from = element.getBoundingClientRect().top;
          return [...element.querySelectorAll(".plot")].slice(0, 2).map((plot) =>
            plot.getBoundingClientRect().top - from
          );
        });
      const before = await tops();
      assertEquals(before[0], before[1]);
      await panels.locator("summary").first().click();
      await panels.locator(".numbers table").waitFor();
      assertEquals(await tops(), before);
    }),
);
