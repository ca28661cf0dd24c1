/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import type { ResultsLine } from "../../../lib/results/schema.ts";
import { temporaryFolder } from "../../temporary_folder.ts";
import { addressOf, open, testInChromium } from "./in_chromium.ts";
import { madeReport, SMALL } from "./made_report.ts";

/** What would be markup, or run, or end the element that holds it, if it were taken for anything but text. */
const EVIL = `</script></title></style><!--<script>"'\`><img src=x onerror="hit()"><svg onload=hit()>` +
  `<iframe srcdoc="<script>parent.hit()</script>"></iframe><a href="javascript:hit()">x</a>&lt;b&gt; ]]>`;

/** The line with the evil wherever a model, a parser or a game may have put text. */
function spoilt(line: ResultsLine): ResultsLine {
  if (line.kind === "prompt") {
    return { ...line, messages: line.messages.map((turn) => ({ ...turn, content: `${turn.content} ${EVIL}` })) };
  }
  if (line.kind === "header") return { ...line, plan: { ...line.plan, description: EVIL } };
  if (line.kind !== "episode") return line;
  return {
    ...line,
    played: `pure(${EVIL})`,
    // Another action stays, or there would be no choice between them.
    decisions: line.decisions.map((decision, at) => ({
      ...decision,
      reply: `Reply ${EVIL}`,
      action: at === 0 ? EVIL : "PASS",
      fallback: EVIL,
    })),
  };
}

/** What the page has that only markup in the text could have brought, and whether any of it ran. */
function brought(page: Page): Promise<unknown[]> {
  return page.evaluate(() => [
    document.querySelectorAll("img, iframe, svg[onload], a[href^=javascript], b:not(figcaption > b, .action, .tip > b)")
      .length,
    Reflect.get(globalThis, "hits"),
    document.querySelectorAll("script").length,
  ]);
}

testInChromium(
  "model text is shown as text wherever it stands, and never becomes markup or runs",
  (browser) =>
    temporaryFolder(async (folder) => {
      const whole = await madeReport(folder, SMALL, { out: `${folder}/whole.html` });
      const scripts = await (await open(browser, addressOf(whole.path))).page.evaluate(() =>
        document.querySelectorAll("script").length
      );
      const { path } = await madeReport(folder, { ...SMALL, change: spoilt });
      const page = await browser.newPage();
      const dialogs: string[] = [];
      page.on("dialog", (dialog) => dialogs.push(dialog.message()));
      await page.addInitScript(() => {
        Reflect.set(globalThis, "hits", 0);
        Reflect.set(
          globalThis,
          "hit",
          () => Reflect.set(globalThis, "hits", 1 + Number(Reflect.get(globalThis, "hits"))),
        );
      });
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(addressOf(path));
      await page.waitForSelector("html[data-ready]");
      assertEquals(await brought(page), [0, 0, scripts]);
      assertEquals(await page.textContent(".description"), EVIL);
      // In the list, in the choice of actions, in the open episode with its rules, and where it is searched for.
      await page.locator("#episode-list .row").first().click();
      assertEquals(await page.locator("#filter-action option").allTextContents(), ["any", EVIL, "PASS"]);
      await page.selectOption("#filter-action", EVIL);
      await page.locator("#episode .rules summary").click();
      const said = await page.locator("#episode .said").allTextContents();
      assertEquals(said.every((text) => text.endsWith(EVIL)), true);
      assertEquals(said.filter((text) => text === `Reply ${EVIL}`).length, 8);
      assertEquals(await page.locator("#episode .action").first().textContent(), EVIL);
      assertEquals(
        await page.locator("#episode .fallback").first().textContent(),
        `The reply could not be read: ${EVIL}. The constrained fallback chose.`,
      );
      await page.fill("#filter-text", "onerror");
      await page.waitForFunction(() => document.querySelector("#episode mark") !== null);
      assertEquals(await page.textContent("#episodes-count"), "240 episodes");
      assertEquals(await page.locator("#episode mark").first().textContent(), "onerror");
      assertEquals(await brought(page), [0, 0, scripts]);
      assertEquals([dialogs, requests], [[], [addressOf(path)]]);
    }),
);

testInChromium(
  "a page runs nothing that was not its builder's, even if markup got into it",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page, problems } = await open(browser, addressOf(path));
      await page.evaluate(() => {
        const script = document.createElement("script");
        try {
          script.text = "document.title = 'ran'";
          document.body.append(script);
        } catch { /* Trusted Types refuse it before the policy does */ }
        try {
          document.body.insertAdjacentHTML("beforeend", `<img src=x onerror="document.title = 'ran'">`);
        } catch { /* likewise */ }
      });
      assertEquals(await page.title(), "sample, SEPO");
      assertEquals(await page.locator("img").count(), 0);
      assertEquals(problems.length > 0, true);
    }),
);
