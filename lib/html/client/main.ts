/** The page's script: everything that moves in a report. It reaches nothing but the page, and its server if it has one. */
/// <reference lib="dom" />
import { carriedChunks } from "./carried_chunks.ts";
import { EpisodeBrowser } from "./episode_browser.ts";
import { startFigures } from "./figures.ts";
import { startLegend } from "./legend.ts";
import { follow } from "./live.ts";
import { pageData } from "./page_data.ts";
import { startTheme } from "./theme.ts";

async function start(): Promise<void> {
  startTheme();
  startLegend();
  startFigures();
  const { runs, live } = pageData(document);
  const browser = document.getElementById("episode-list") === null ? undefined : new EpisodeBrowser(runs);
  if (live !== null) return follow(browser, live);
  if (browser !== undefined) {
    for await (const chunk of carriedChunks()) browser.add(chunk);
    browser.start();
  }
  document.documentElement.setAttribute("data-ready", String(Math.round(performance.now())));
}

start().catch((error: unknown) => {
  const count = document.getElementById("episodes-count");
  if (count !== null) count.textContent = error instanceof Error ? error.message : String(error);
});
