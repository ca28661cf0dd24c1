import { type Markup, markup } from "../markup.ts";
import type { PanelGroup } from "../panels/panel_group.ts";
import { type Draw, figure } from "./figure.ts";

async function group({ title, about, rows }: PanelGroup, draw: Draw): Promise<Markup> {
  const figures: Markup[] = [];
  for (const row of rows) {
    for (const [at, panel] of row.entries()) figures.push(await figure(panel, draw, at === 0));
  }
  return markup`<section class="group">
<h4>${title}</h4>
${about === undefined ? "" : markup`<p class="about">${about}</p>`}
<div class="panels">
${figures}</div>
</section>
`;
}

/** Groups of panels under their titles. */
export async function panelGroups(groups: readonly PanelGroup[], draw: Draw): Promise<Markup> {
  const made: Markup[] = [];
  for (const each of groups.filter(({ rows }) => rows.flat().length > 0)) made.push(await group(each, draw));
  return markup`${made}`;
}
