/// <reference lib="dom" />
import type { Browser } from "playwright-core";
import { compile } from "../../dsl/compile.ts";
import { ipd, kuhn, tabular } from "../../dsl/mod.ts";
import { writeReport } from "../html/write_report.ts";
import { uniform } from "../random/uniform.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { parseLine } from "../results/parse_line.ts";
import { runFiles } from "../results/run_files.ts";
import type { EpisodeLine } from "../results/schema.ts";
import { executePlan } from "../run/mod.ts";
import { findChromium, launchChromium, NO_CHROMIUM } from "./chromium.ts";
import { median } from "./median.ts";

/** Episodes that the report holds at least. */
const EPISODES = 20_000;

/** Times that the page is opened. */
const REPEATS = 5;

/** Words of a language model's reply before its action. */
const WORDS = 60;

const EXPERIMENT = "bench-report";

const ARMS = ["per-pool", "shared"];
const SEEDS = [42, 43];

/** IPD and Kuhn poker on tables: 7 and 5 opponents, 8 episodes each. */
const EPISODES_AN_ITERATION = (7 + 5) * 8;

const PLAN = compile({
  name: EXPERIMENT,
  description: "What deno task bench report reports",
  model: tabular(),
  domains: [ipd(), kuhn()],
  sepo: {
    iterations: Math.ceil(EPISODES / (EPISODES_AN_ITERATION * ARMS.length * SEEDS.length)),
    episodesPerOpponent: 8,
    learningRate: 0.05,
  },
  evaluation: { samples: 64 },
  ablations: { credit: ARMS },
}, { source: "lib/bench/report.ts", seeds: SEEDS });

/** What opening a page took, in milliseconds from the address on. */
interface Opening {
  readonly paint: number;
  /** Until every episode is there and can be looked for. */
  readonly ready: number;
  /** From a text to look for to the list of what was found. */
  readonly search: number;
}

interface Row extends Partial<Opening> {
  readonly replies: string;
  readonly episodes: number;
  readonly resultsBytes: number;
  readonly seconds: number;
  readonly pageBytes: number;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? "" : `${(milliseconds / 1000).toFixed(2)} s`;

const COLUMNS: readonly Column<Row>[] = [
  { title: "replies", cell: ({ replies }) => replies, align: "left" },
  { title: "episodes", cell: ({ episodes }) => String(episodes) },
  { title: "results", cell: ({ resultsBytes }) => megabytes(resultsBytes) },
  { title: "written in", cell: (row) => `${row.seconds.toFixed(1)} s` },
  { title: "page", cell: ({ pageBytes }) => megabytes(pageBytes) },
  { title: "first paint", cell: ({ paint }) => seconds(paint) },
  { title: "all episodes there", cell: ({ ready }) => seconds(ready) },
  { title: "a search", cell: ({ search }) => seconds(search) },
];

/** An episode whose replies are as long as a language model's, and none like another: words of its own prompts. */
function lengthened(episode: EpisodeLine, words: readonly string[], place: number): EpisodeLine {
  const decisions = episode.decisions.map((decision, at) => {
    const said = Array.from({ length: WORDS }, (_, word) => {
      const drawn = uniform(42, "simulation", [place, at, 0, word]);
      return words[Math.floor(drawn * words.length)] ?? "";
    });
    return { ...decision, reply: `${said.join(" ")}.\n${decision.action}` };
  });
  return { ...episode, decisions };
}

/** Has all replies of a results file be as long as a language model's. */
function lengthenReplies(path: string): void {
  const lines = Deno.readTextFileSync(path).trimEnd().split("\n").map((line) => parseLine(JSON.parse(line), path));
  const prompts = lines.flatMap((line) => line.kind === "prompt" ? line.messages.map(({ content }) => content) : []);
  const words = [...new Set(prompts.join(" ").split(/\s+/))];
  const long = lines.map((line, place) => line.kind === "episode" ? lengthened(line, words, place) : line);
  Deno.writeTextFileSync(path, long.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Opens the page as a reader does, in a browser that has not seen it. */
async function openOnce(browser: Browser, path: string): Promise<Opening> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(new URL(`file://${path}`).href);
    await page.waitForSelector("html[data-ready]");
    return await page.evaluate(async () => {
      const count = document.getElementById("episodes-count");
      const text = document.querySelector<HTMLInputElement>("#filter-text");
      if (count === null || text === null) throw new Error("The page has no episodes to search");
      const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN;
      const began = performance.now();
      const found = new Promise((resolve) =>
        new MutationObserver(resolve).observe(count, { childList: true, characterData: true, subtree: true })
      );
      text.value = "king";
      text.dispatchEvent(new Event("input", { bubbles: true }));
      await found;
      return { paint, ready: Number(document.documentElement.dataset["ready"]), search: performance.now() - began };
    });
  } finally {
    await page.close();
  }
}

async function openOften(browser: Browser, path: string): Promise<Opening> {
  const openings: Opening[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) openings.push(await openOnce(browser, path));
  const of = (key: keyof Opening) => median(openings.map((opening) => opening[key]));
  return { paint: of("paint"), ready: of("ready"), search: of("search") };
}

/** Writes the report of what stands in a results folder, and opens it if there is a browser. */
async function measure(replies: string, results: string, browser: Browser | undefined): Promise<Row> {
  const out = `${results}/report.html`;
  const began = performance.now();
  const { episodes, bytes } = await writeReport({
    results,
    experiment: EXPERIMENT,
    plan: undefined,
    out,
    svg: undefined,
    episodes: 10 * EPISODES,
  });
  const seconds = (performance.now() - began) / 1000;
  const resultsBytes = runFiles(results).reduce((sum, { path }) => sum + Deno.statSync(path).size, 0);
  const opening = browser === undefined ? {} : await openOften(browser, out);
  return { replies, episodes, resultsBytes, seconds, pageBytes: bytes, ...opening };
}

/**
 * Plays 20,000 episodes on tables, writes their report, once with the tables' one-word replies and once with replies of a
 * language model's length of which no two are alike, and times how long Chromium takes to open each.
 */
export async function benchReport(write: (line: string) => void): Promise<void> {
  const executable = findChromium();
  const results = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  const browser = executable === undefined ? undefined : await launchChromium(executable);
  try {
    const { failed } = await executePlan(PLAN, {
      results,
      signal: new AbortController().signal,
      write: () => {},
      fail: (error) => {
        throw error;
      },
    });
    if (failed.length > 0) throw new Error(`Cannot measure the report: ${failed.length} runs failed`);
    const short = await measure("one word", results, browser);
    for (const { path } of runFiles(results)) lengthenReplies(path);
    const long = await measure(`${WORDS} words, no two alike`, results, browser);
    write(
      browser === undefined
        ? `Report: not opened, ${NO_CHROMIUM}`
        : `Report: opened in Chromium ${browser.version()}, median of ${REPEATS}`,
    );
    write(textTable(COLUMNS, [short, long]));
  } finally {
    await browser?.close();
    await Deno.remove(results, { recursive: true });
  }
}
