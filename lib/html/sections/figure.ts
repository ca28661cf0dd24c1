import type { Panel } from "../charts/panel.ts";
import { readoutOf, type ReadoutSeries } from "../charts/readout.ts";
import { formatNumber } from "../format_number.ts";
import { jsonScript, Markup, markup } from "../markup.ts";
import { breakable } from "./breakable.ts";
import { swatch } from "./swatch.ts";

/** Draws a panel; a page in progress remembers what it has drawn. */
export type Draw = (panel: Panel) => Promise<string>;

/** A line of values in words: where it began and where it ended. */
function told({ name, values }: ReadoutSeries): string {
  const known = values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return `${name}: no value`;
  return known.length === 1
    ? `${name}: ${formatNumber(first)}`
    : `${name}: from ${formatNumber(first)} to ${formatNumber(last)}`;
}

/** Lines that a figure's label tells; all are in its table. */
const TOLD = 8;

/** What a figure is to who can't see it. */
function labelOf(panel: Panel): string {
  const { unit, title, places, series, along } = readoutOf(panel);
  const over = along === "y" ? "by arm" : `over ${title}, ${places[0] ?? "none"} to ${places.at(-1) ?? "none"}`;
  return `${panel.title}, in ${unit}, ${over}. ${series.slice(0, TOLD).map(told).join("; ")}`;
}

/** Which colour is which part, or which line where they are named at their ends: a narrow page has no room for that. */
function key(panel: Panel): Markup {
  const items = panel.kind === "parts"
    ? panel.parts.map((name, at) => markup`<li>${swatch(at, "area")} ${name}</li>`)
    : panel.kind === "lines" && panel.size !== undefined
    ? panel.series.map(({ name, style }) => markup`<li>${swatch(style)} ${breakable(name)}</li>`)
    : [];
  return items.length === 0 ? markup`` : markup`<ul class="key">${items}</ul>`;
}

function classOf(panel: Panel, first: boolean): string {
  const size = panel.kind === "lines" ? panel.size : undefined;
  return ["panel", panel.kind, ...size === undefined ? [] : [size], ...first ? ["first"] : []].join(" ");
}

/**
 * A drawing with its name, and its numbers for the page's script, which reads them out and writes them as a table.
 *
 * @param first Whether it begins a line of the page.
 */
export async function figure(panel: Panel, draw: Draw, first: boolean): Promise<Markup> {
  const { id, title, note } = panel;
  const drawing = new Markup(await draw(panel));
  const noted = note === undefined || note === "" ? "" : markup` <span class="note">${note}</span>`;
  return markup`<figure class="${classOf(panel, first)}" id="${id}">
<figcaption><b>${breakable(title)}</b>${noted}${key(panel)}</figcaption>
<div class="plot" role="img" aria-label="${labelOf(panel)}">${drawing}</div>
<details class="numbers"><summary>Numbers</summary></details>
${jsonScript("readout", readoutOf(panel))}
</figure>
`;
}
