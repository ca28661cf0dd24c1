import { type Markup, markup } from "../markup.ts";

/** A choice; hidden where there is nothing to choose, and where the page's script finds out what there is. */
function select(id: string, label: string, any: string, options: readonly (readonly [string, string])[] = []): Markup {
  const offered = options.map(([value, text]) => markup`<option value="${value}">${text}</option>`);
  const hidden = options.length < 2 ? markup` hidden` : markup``;
  return markup`<label${hidden}>${label} <select id="${id}"><option value="">${any}</option>${offered}</select></label>
`;
}

function range(name: string, label: string, step: string): Markup {
  const box = (end: "from" | "to") =>
    markup`<input type="number" step="${step}" id="filter-${end}-${name}" aria-label="${label} ${end}" placeholder="${end}">`;
  return markup`<fieldset><legend>${label}</legend>${box("from")}–${box("to")}</fieldset>
`;
}

/** The list's head: what it can be ordered by, and what it can't. */
const COLUMNS: readonly (readonly [cell: string, title: string, by?: string])[] = [
  ["iteration", "Iter.", "iteration"],
  ["run", "Run"],
  ["domain", "Domain"],
  ["pool", "Pool"],
  ["opponent", "Opponent"],
  ["number payoff", "Payoff", "payoff"],
  ["number fallbacks", "Fallb.", "fallbacks"],
  ["actions", "Actions"],
];

function columnHead([cell, title, by]: typeof COLUMNS[number]): Markup {
  return by === undefined
    ? markup`<span class="cell ${cell}">${title}</span>`
    : markup`<button type="button" class="cell ${cell}" data-by="${by}" aria-pressed="false">${title}</button>`;
}

/** What the browser of episodes is built with. */
export interface EpisodesSetting {
  /** Arm and seed of each run. */
  readonly runs: readonly string[];
  readonly domains: readonly string[];
  /** What of the episodes is here, if not all. */
  readonly note?: string | undefined;
}

/** In the place of the browser where no episodes are and none will come. */
export function noEpisodes(note: string | undefined): Markup {
  return markup`<p class="empty">${note ?? "No episode was played yet."}</p>
`;
}

/** The browser of episodes, which the page's script fills. */
export function episodesSection({ runs, domains, note }: EpisodesSetting): Markup {
  const classes = [runs.length > 1 ? "" : "one-run", domains.length > 1 ? "" : "one-domain"].join(" ").trim();
  return markup`<p class="about">${
    note ?? ""
  } Text, action and fallback are looked for in one decision together: “King” with
FOLD finds the King that was folded. The page’s address keeps the filters and the open episode.</p>
<noscript><p class="problems">The episodes need JavaScript.</p></noscript>
<form id="filters" role="search" aria-label="Episodes">
<label class="wide">Text <input type="search" id="filter-text" placeholder="in replies and prompts" spellcheck="false"></label>
${[
    select("filter-run", "Run", "all runs", runs.map((run, at) => [String(at), run])),
    select("filter-domain", "Domain", "all"),
    select("filter-pool", "Pool", "all"),
    select("filter-opponent", "Opponent", "all"),
    select("filter-action", "Action", "any"),
    select("filter-fallback", "Fallback", "any", [["some", "decided"], ["none", "never"]]),
    range("iteration", "Iteration", "1"),
    range("payoff", "Payoff", "any"),
  ]}<button type="reset">Clear</button>
</form>
<p id="episodes-count" role="status">Loading …</p>
<div class="browser ${classes}">
<div class="list">
<div id="episode-order" class="row head" role="group" aria-label="Order">${COLUMNS.map(columnHead)}</div>
<div id="episode-list" role="listbox" tabindex="0" aria-label="Episodes, one a row"></div>
</div>
<article id="episode" tabindex="-1" aria-label="The episode that is open"><p class="empty">Choose an episode to read its
prompts and replies.</p></article>
</div>
`;
}
