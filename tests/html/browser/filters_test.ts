/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import type { EpisodeLine, PromptLine } from "../../../lib/results/schema.ts";
import { temporaryFolder } from "../../temporary_folder.ts";
import { sampleRuns } from "../sample_results.ts";
import { addressOf, open, testInChromium } from "./in_chromium.ts";
import { madeReport, SMALL } from "./made_report.ts";

/** The episodes that were made, in the page's order. */
const MADE = sampleRuns(SMALL).flatMap(({ lines }, run) => {
  const asked = new Map(
    lines.filter((line): line is PromptLine => line.kind === "prompt").map((
      { infoset, messages },
    ) => [infoset, messages]),
  );
  return lines.filter((line): line is EpisodeLine => line.kind === "episode").map((line) => ({ run, line, asked }));
});

type Made = typeof MADE[number];

const payoff = ({ line: { rounds } }: Made) => rounds.reduce((sum, { agent }) => sum + agent, 0) / rounds.length;

/** Whether some decision is that, its prompt without the rules among what can be asked of it. */
const decides =
  (is: (decision: EpisodeLine["decisions"][number], prompt: string) => boolean) => ({ line, asked }: Made) =>
    line.decisions.some((decision) =>
      is(
        decision,
        (asked.get(decision.infoset) ?? []).filter(({ role }) => role !== "system").map(({ content }) => content)
          .join(),
      )
    );

/** What the list says of an episode. */
const rowOf = (made: Made) => [made.line.iteration, made.line.pool, made.line.opponent].join(" ");

/** The first rows of the list, top down. */
async function rows(page: Page, count: number): Promise<string[]> {
  const cells = page.locator("#episode-list .row");
  const found: string[] = [];
  for (let at = 0; at < count; at++) {
    const texts = await Promise.all(
      ["iteration", "pool", "opponent"].map((name) => cells.nth(at).locator(`.${name}`).textContent()),
    );
    found.push(texts.join(" "));
  }
  return found;
}

/** Waits until the count of episodes says so. */
async function counted(page: Page, text: string): Promise<void> {
  await page.locator("#episodes-count", { hasText: new RegExp(`^${text}$`) }).waitFor();
}

/** A filter as a reader sets it, and the episodes that it must find. */
interface Case {
  readonly name: string;
  readonly set: (page: Page) => Promise<unknown>;
  readonly finds: (made: Made) => boolean;
}

const CASES: readonly Case[] = [
  {
    name: "pool",
    set: (page) => page.selectOption("#filter-pool", "exploit"),
    finds: ({ line }) => line.pool === "exploit",
  },
  {
    name: "opponent, which may be in several pools",
    set: (page) => page.selectOption("#filter-opponent", "nash-approx"),
    finds: ({ line }) => line.opponent === "nash-approx",
  },
  {
    name: "run",
    set: (page) => page.selectOption("#filter-run", { label: "credit=shared, seed 1" }),
    finds: ({ run }) => run === 2,
  },
  {
    name: "fallback that decided",
    set: (page) => page.selectOption("#filter-fallback", "some"),
    finds: decides(({ fallback }) => fallback !== null),
  },
  {
    name: "fallback that never decided",
    set: (page) => page.selectOption("#filter-fallback", "none"),
    finds: ({ line }) => line.decisions.every(({ fallback }) => fallback === null),
  },
  {
    name: "payoff from and to",
    set: async (page) => {
      await page.fill("#filter-from-payoff", "-0.5");
      await page.fill("#filter-to-payoff", "0.5");
    },
    finds: (made) => payoff(made) >= -0.5 && payoff(made) <= 0.5,
  },
  {
    name: "iteration from and to",
    set: async (page) => {
      await page.fill("#filter-from-iteration", "2");
      await page.fill("#filter-to-iteration", "3");
    },
    finds: ({ line }) => line.iteration === 2 || line.iteration === 3,
  },
  {
    name: "a card with what was done with it, in one decision",
    set: async (page) => {
      await page.fill("#filter-text", "card: king");
      await page.selectOption("#filter-action", "FOLD");
    },
    finds: decides(({ action }, prompt) => action === "FOLD" && prompt.includes("card: King")),
  },
  {
    name: "text of a reply in any case of letters, with a pool and an opponent",
    set: async (page) => {
      await page.fill("#filter-text", "ODDS OF 7");
      await page.selectOption("#filter-pool", "train");
      await page.selectOption("#filter-opponent", "tight-passive");
    },
    finds: (made) =>
      made.line.pool === "train" && made.line.opponent === "tight-passive" &&
      decides(({ reply }) => reply.includes("odds of 7"))(made),
  },
  {
    name: "a word that only the rules have, which every prompt begins with",
    set: (page) => page.fill("#filter-text", "Kuhn poker"),
    finds: () => false,
  },
];

testInChromium(
  "the list shows the episodes that a filter asks for, and the page's address leads back to it",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page, problems } = await open(browser, addressOf(path));
      for (const { name, set, finds } of CASES) {
        await set(page);
        const expected = MADE.filter(finds);
        await counted(page, `${expected.length} of 240 episodes`);
        const first = expected.slice(0, 6).map(rowOf);
        assertEquals(await rows(page, first.length), first, name);
        const again = await open(browser, page.url());
        await counted(again.page, `${expected.length} of 240 episodes`);
        assertEquals(await rows(again.page, first.length), first, name);
        assertEquals(again.problems, []);
        await again.page.close();
        await page.click("#filters [type=reset]");
        await counted(page, "240 episodes");
      }
      assertEquals(problems, []);
    }),
);

testInChromium(
  "the list is ordered by what is pressed in its head, down, up, and as it was",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page } = await open(browser, addressOf(path));
      const down = MADE.toSorted((one, other) => payoff(other) - payoff(one)).slice(0, 5).map(rowOf);
      const up = MADE.toSorted((one, other) => payoff(one) - payoff(other)).slice(0, 5).map(rowOf);
      for (
        const [sense, expected] of [["down", down], ["up", up], ["", MADE.slice(0, 5).map(rowOf)]] as const
      ) {
        // By the keyboard: a mouse's click may miss what moves while the page is laid out.
        await page.press("#episode-order [data-by=payoff]", "Enter");
        assertEquals(await page.getAttribute("#episode-order [data-by=payoff]", "data-sense"), sense);
        assertEquals(await rows(page, 5), expected);
      }
    }),
);

testInChromium(
  "the keyboard chooses, opens and leaves episodes, and the address leads back to the open one",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page } = await open(browser, addressOf(path));
      const focused = () => page.evaluate(() => document.activeElement?.id);
      await page.focus("#episode-list");
      for (
        const [key, at] of [["ArrowDown", 0], ["ArrowDown", 1], ["End", 239], ["ArrowUp", 238], ["Home", 0]] as const
      ) {
        await page.keyboard.press(key);
        const { line } = MADE[at]!;
        assertEquals(await page.textContent("#episode h3"), `Against ${line.opponent}`);
        assertEquals(
          await page.locator("#episode-list [aria-selected=true]").getAttribute("aria-posinset"),
          String(at + 1),
          key,
        );
      }
      await page.keyboard.press("PageDown");
      const place = Number(await page.locator("#episode-list [aria-selected=true]").getAttribute("aria-posinset"));
      assertEquals(place > 2 && place < 60, true);
      await page.keyboard.press("Enter");
      assertEquals(await focused(), "episode");
      await page.keyboard.press("Escape");
      assertEquals(await focused(), "episode-list");
      const again = await open(browser, page.url());
      const selected = again.page.locator("#episode-list [aria-selected=true]");
      assertEquals(await selected.getAttribute("aria-posinset"), String(place));
      assertEquals(await again.page.textContent("#episode h3"), `Against ${MADE[place - 1]!.line.opponent}`);
    }),
);

testInChromium(
  "an open episode tells each round with its prompts, replies, actions, advantages and payoffs",
  (browser) =>
    temporaryFolder(async (folder) => {
      const { path } = await madeReport(folder, SMALL);
      const { page } = await open(browser, addressOf(path));
      await page.locator("#episode-list .row").nth(4).click();
      const { line, asked } = MADE[4]!;
      const texts = (selector: string) => page.locator(`#episode ${selector}`).allTextContents();
      assertEquals(await texts(".round h4").then((all) => all.map((text) => text.slice(0, 7))), [
        "Round 1",
        "Round 2",
        "Round 3",
        "Round 4",
        "Round 5",
        "Round 6",
      ]);
      assertEquals(await texts(".action"), line.decisions.map(({ action }) => action));
      assertEquals(
        await texts(".decision .said"),
        line.decisions.flatMap((
          { infoset, reply },
        ) => [asked.get(infoset)!.find(({ role }) => role === "user")!.content, reply]),
      );
      const written = (value: number) => {
        const text = Math.abs(value).toFixed(3);
        return `advantage ${Number(text) === 0 ? "" : value < 0 ? "−" : "+"}${text}`;
      };
      assertEquals(await texts(".advantage"), line.decisions.map(({ advantage }) => written(advantage)));
      const chips = (value: number) => `${value < 0 ? "−" : ""}${Math.abs(value)}.000`;
      assertEquals(await texts(".paid"), line.rounds.map(({ agent }) => `agent ${chips(agent)}`));
      // Its group: three episodes against one opponent in one iteration of one run.
      assertEquals((await texts(".siblings button")).map((text) => text.slice(0, 2)), ["0:", "1:", "2:"]);
      await page.locator("#episode .siblings button").nth(2).click();
      assertEquals(
        await page.locator("#episode-list [aria-selected=true]").getAttribute("aria-posinset"),
        String(MADE.findIndex((made) => rowOf(made) === rowOf(MADE[4]!) && made.line.index === 2) + 1),
      );
    }),
);
