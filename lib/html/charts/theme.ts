import type { Config } from "vega-lite";
import { ink } from "../palette.ts";

/** Fonts that a reader has; the page and its drawings share them. */
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** How all charts look: thin axes, a quiet grid, nothing that isn't data. */
export const THEME: Config = {
  // A chart has one label, its figure's, and a table of its values; a label on each mark would drown both.
  aria: false,
  background: "transparent",
  font: FONT,
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    grid: true,
    gridColor: ink("line"),
    labelColor: ink("quiet"),
    labelFontSize: 11,
    labelPadding: 6,
    titleColor: ink("quiet"),
    titleFontSize: 11,
    titleFontWeight: "normal",
  },
  axisX: { grid: false, ticks: true, tickColor: ink("axis"), tickSize: 4, labelPadding: 4, titlePadding: 6 },
  line: { strokeWidth: 1.75, strokeJoin: "round", strokeCap: "round" },
  text: { fontSize: 11, fill: ink("text") },
};
