/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { assert, assertEquals } from "@std/assert";
import { ARM_SHADES, inkShade } from "../../../lib/html/palette.ts";
import { temporaryFolder } from "../../temporary_folder.ts";
import { addressOf, coloursOf, testInChromium, told } from "./in_chromium.ts";
import { madeReport, SMALL } from "./made_report.ts";

/** Every colour that a drawing may have. */
const COLOURS = new Set([
  ...ARM_SHADES.map(({ light }) => light),
  ...(["axis", "band", "good", "line", "page", "quiet", "text"] as const).map((role) => inkShade(role).light),
  "#000000",
  "#FFFFFF",
].map(told));

/** A drawing of each kind. */
const KINDS = ["checkpoints-safety-j-1.svg", "arms-pay-r.svg", "objective-parts-1.svg", "kuhn-bet-jack.svg"];

testInChromium(
  "every drawing's own file opens by itself, in the light theme's colours and readers' fonts, and shows something",
  (browser) =>
    temporaryFolder(async (folder) => {
      const arms = ["per-pool", "auxiliary", "shared", "reward-only"];
      const sample = { ...SMALL, arms, more: { return: ["round", "toGo", "episode"] }, iterations: 2 };
      const { drawings } = await madeReport(folder, sample, { svg: `${folder}/svg` });
      const names = [...Deno.readDirSync(`${folder}/svg`)].map(({ name }) => name).sort();
      assertEquals(names.length, drawings);
      for (
        const name of ["checkpoints-safety-j-1.svg", "arms-pay-r.svg", "objective-parts-1.svg", "kuhn-bet-jack.svg"]
      ) {
        assert(names.includes(name), names.join());
      }
      // A dark system may not change a file that goes into a paper.
      const page = await browser.newPage({ colorScheme: "dark", viewport: { width: 900, height: 900 } });
      const problems: string[] = [], requests: string[] = [];
      page.on("console", (message) => problems.push(message.text()));
      page.on("request", (request) => requests.push(request.url()));
      for (const name of names) {
        const address = addressOf(`${folder}/svg/${name}`);
        await page.goto(address);
        const { root, colours, fonts, outside, broken } = await page.evaluate(() => {
          const all = [...document.querySelectorAll("svg *")].map((element) => getComputedStyle(element));
          const texts = [...document.querySelectorAll("text")];
          const sheet = document.documentElement.getBoundingClientRect();
          return {
            root: document.documentElement.tagName,
            colours: [...new Set(all.flatMap(({ fill, stroke }) => [fill, stroke]))].filter((color) =>
              color !== "none"
            ),
            fonts: [...new Set(texts.map((text) => getComputedStyle(text).fontFamily))],
            outside: texts.filter((text) => {
              const { left, right, top, bottom } = text.getBoundingClientRect();
              return left < 0 || top < 0 || right > sheet.width + 1 || bottom > sheet.height + 1;
            }).map(({ textContent }) => textContent),
            broken: document.querySelector("parsererror")?.textContent ?? null,
          };
        });
        assertEquals([root, broken, outside], ["svg", null, []], name);
        assertEquals(colours.filter((color) => !COLOURS.has(color)), [], name);
        assertEquals(fonts.length, 1, name);
        assert(fonts[0]!.startsWith("system-ui, "), fonts[0]);
        if (KINDS.includes(name)) {
          const { count, share } = await coloursOf(browser, await page.locator("svg").first().screenshot());
          assert(count > 10 && share > 0.3 && share < 0.995, `${name}: ${count} colours, ${share} of one`);
        }
        assertEquals(requests.splice(0), [address]);
      }
      assertEquals(problems, []);
    }),
);
