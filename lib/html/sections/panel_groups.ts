import { type Markup, markup } from "../markup.ts";
import type { PanelGroup } from "../panels/panel_group.ts";
import { type Draw, figure } from "./figure.ts";

async function group({ title, about, folded, rows }: PanelGroup, draw: Draw): Promise<Markup> {
  const figures: Markup[] = [];
  for (const row of rows) {
    for (const [at, panel] of row.entries()) figures.push(await figure(panel, draw, at === 0));
  }
  const halves = rows.flat().every((panel) => panel.kind === "lines" && panel.size === "half") ? " halves" : "";
  const panels = markup`${about === undefined ? "" : markup`<p class="about">${about}</p>`}
<div class="panels${halves}">
${figures}</div>
`;
  return folded
    ? markup`<details class="group folded" id="${rows.flat()[0]?.id}-and-others"><summary><h4>${title}</h4> <span
class="note">${figures.length} drawings</span></summary>
${panels}</details>
`
    : markup`<section class="group">
<h4>${title}</h4>
${panels}</section>
`;
}

/** Groups of panels under their titles. */
export async function panelGroups(groups: readonly PanelGroup[], draw: Draw): Promise<Markup> {
  const made: Markup[] = [];
  for (const each of groups.filter(({ rows }) => rows.flat().length > 0)) made.push(await group(each, draw));
  return markup`${made}`;
}
