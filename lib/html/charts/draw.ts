import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { Markup } from "../markup.ts";
import { inLight } from "../palette.ts";
import { type Frame, frameOf } from "./frame.ts";
import { intervalSpec } from "./interval_spec.ts";
import { lineSpec } from "./line_spec.ts";
import type { Panel } from "./panel.ts";
import { partsSpec } from "./parts_spec.ts";
import { sheetOf } from "./sheet.ts";
import type { LayerSpec } from "./spec_types.ts";
import { THEME } from "./theme.ts";

function layersOf(panel: Panel, frame: Frame): LayerSpec {
  switch (panel.kind) {
    case "lines":
      return lineSpec(panel, frame);
    case "intervals":
      return intervalSpec(panel);
    case "parts":
      return partsSpec(panel);
  }
}

function sized(layers: LayerSpec, { width, height, left, right, top, bottom }: Frame): TopLevelSpec {
  return {
    ...layers,
    width,
    height,
    autosize: { type: "none" },
    padding: { left, right, top, bottom },
    config: THEME,
  };
}

async function toSvg(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/**
 * What Vega writes for its own renderers, which a still picture doesn't need, what says what is so without it, and the
 * font of each text: the page or the sheet around a drawing has it.
 */
const NEEDLESS =
  / (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version|opacity|font-family|stroke-dasharray)="(?:[a-z0-9_ -]*|1|1\.1|1,0|system-ui[^"]*|http:\/\/www\.w3\.org\/1999\/xlink)"/g;

/** Decimals of a pixel beyond the first, which nobody sees. */
const FINE = /(\d+\.\d)\d+/g;

/** A drawing without what needs no drawing: attributes that say nothing, decimals too many, and paths of no extent. */
function slim(svg: string): string {
  return svg
    .replace(
      /<[a-z][^<>]*>/gi,
      (tag) =>
        tag.replace(NEEDLESS, (attribute) => /opacity="0?\.\d/.test(attribute) ? attribute : "")
          .replace(/ (?:d|transform)="[^"]*"/g, (places) => places.replace(FINE, "$1")),
    )
    .replace(/<path d="" ?(?:display="none")?\/>|<path d="M0,0h0v0h0Z"\/>/g, "");
}

/**
 * A panel as SVG for a page: its colours are the page's, so that it follows the theme, and it grows and shrinks with its
 * column. The figure around it names it.
 */
export async function drawForPage(panel: Panel): Promise<string> {
  const frame = frameOf(panel);
  const svg = slim(await toSvg(sized(layersOf(panel, frame), frame)));
  // Beside its figure's table of values the drawing says nothing to who can't see it.
  return svg.replace(/<svg [^>]*(viewBox="[^"]*")[^>]*>/, '<svg $1 aria-hidden="true" focusable="false">');
}

/** A panel as an SVG file of its own: in the light theme's colours, on white, under its title. */
export async function drawForFile(panel: Panel): Promise<string> {
  const frame = frameOf(panel);
  const drawing = new Markup(slim(await toSvg(sized(layersOf(panel, frame), frame))));
  return inLight(sheetOf(panel, drawing).text);
}
