import { type Assets, contentPolicy } from "./assets.ts";
import { type Experiment, runNames } from "./data/experiment.ts";
import type { PageData } from "./page_data.ts";
import { jsonScript, Markup, markup } from "./markup.ts";
import { checkpointPanels, runPanels } from "./panels/all_panels.ts";
import { armPanels } from "./panels/arm_panels.ts";
import { mechanismPanels } from "./panels/mechanism_panels.ts";
import { trainingPanels } from "./panels/training_panels.ts";
import { checkpointTable } from "./sections/checkpoint_table.ts";
import { differenceTables } from "./sections/difference_tables.ts";
import { episodesSection, noEpisodes } from "./sections/episodes.ts";
import type { Draw } from "./sections/figure.ts";
import { legend } from "./sections/legend.ts";
import { overview } from "./sections/overview.ts";
import { panelGroups } from "./sections/panel_groups.ts";
import { perDomain } from "./sections/per_domain.ts";
import { runsSection } from "./sections/runs.ts";

/** What a page is made of. */
export interface PageSetting {
  readonly assets: Assets;
  readonly draw: Draw;
  /** The episodes, each chunk as `embed` writes it; none for a page that fetches them. */
  readonly chunks: readonly string[];
  /** What of the episodes is in the page, if not all. */
  readonly note?: string | undefined;
  /** Which state of its runs a page that is served shows; null for a file. */
  readonly live: { readonly generation: string; readonly revision: number } | null;
}

/** A part of the page with its heading; one that is served is renewed by its name. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
  /** Whether the page's script holds state in it, so that it may not be replaced. */
  readonly kept?: boolean;
}

function partMarkup({ id, title, content, kept }: Part): Markup {
  const renewed = kept ? markup`` : markup` data-part="${id}"`;
  return markup`<section id="${id}"${renewed} aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}

async function partsOf(experiment: Experiment, { draw, chunks, note, live }: PageSetting): Promise<Part[]> {
  const parts: Part[] = [
    {
      id: "checkpoints",
      title: "Checkpoints",
      content: await perDomain(
        experiment,
        async (domain) =>
          markup`${checkpointTable(experiment, domain)}${await panelGroups(
            checkpointPanels(experiment, domain),
            draw,
          )}`,
      ),
    },
    {
      id: "arms",
      title: "Arms and seeds",
      content: await perDomain(
        experiment,
        async (domain) =>
          markup`${differenceTables(experiment, domain)}${await panelGroups(armPanels(experiment, domain), draw)}`,
      ),
    },
    {
      id: "training",
      title: "Training",
      content: markup`${await perDomain(
        experiment,
        (domain) => panelGroups([...mechanismPanels(experiment, domain), ...trainingPanels(experiment, domain)], draw),
      )}${await panelGroups(runPanels(experiment), draw)}`,
    },
    {
      id: "episodes",
      title: "Episodes",
      content: live === null && chunks.length === 0
        ? noEpisodes(note)
        : episodesSection({ runs: runNames(experiment), domains: experiment.domains, note }),
      kept: true,
    },
    { id: "runs", title: "Runs", content: runsSection(experiment) },
  ];
  return parts;
}

const THEMES = ["auto", "light", "dark"].map((theme) => markup`<option value="${theme}">${theme}</option>`);

/** A whole page around its content. */
function shell(name: string, { assets, live }: WaitingSetting, content: Markup, data: PageData): string {
  const status = live === null ? "" : markup`<p id="live" role="status" data-state="lost">Connecting</p>
`;
  return markup`<!doctype html>
<html lang="en" data-theme="auto">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(assets, live !== null)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${name}, SEPO</title>
<style>${new Markup(assets.style)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<h1>${name}</h1>
${status}<label class="theme">Theme <select id="theme">${THEMES}</select></label>
</header>
${content}${jsonScript("page-data", data)}
<script>${new Markup(assets.script)}</script>
</body>
</html>
`.text;
}

/** What a page that waits for a run is made of. */
export type WaitingSetting = Pick<PageSetting, "assets" | "live">;

/** The page of an experiment that has no run yet: it becomes the report once there is one. */
export function renderWaitingPage(name: string, setting: WaitingSetting): string {
  return shell(
    name,
    setting,
    markup`<main id="main" class="waiting">
<p class="description">There is no run of ${name} yet. <code>deno task exp ${name}</code> begins one; it shows here.</p>
</main>
`,
    { runs: [], live: setting.live },
  );
}

/**
 * The page of an experiment: one file that holds all it needs and reaches nothing.
 *
 * Drawings are made here, by Vega-Lite, so that they are there at once, print, and need no script; the script reads out
 * their values and browses the episodes.
 */
export async function renderPage(experiment: Experiment, setting: PageSetting): Promise<string> {
  const parts = await partsOf(experiment, setting);
  const runs = runNames(experiment);
  const links = parts.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`);
  const chunks = setting.chunks.map((chunk) =>
    markup`<script type="application/octet-stream" class="episodes">${chunk}</script>
`
  );
  const content = markup`<div class="frame">
<nav aria-label="Parts of the page"><ul>${links}</ul></nav>
<main id="main">
<div data-part="overview">${overview(experiment)}</div>
<div data-part="legend" class="legend">${legend(experiment)}</div>
${parts.map(partMarkup)}</main>
</div>
${chunks}`;
  return shell(experiment.name, setting, content, { runs, live: setting.live });
}
