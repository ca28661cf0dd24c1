import { type Markup, markup } from "../markup.ts";
import { type ArmStyle, armStyle, ink } from "../palette.ts";
import { frameOf, sizeOf } from "./frame.ts";
import type { Panel } from "./panel.ts";
import { FONT } from "./theme.ts";

/** Pixels around everything, of a line of text, and of a letter of average width at the size of a legend. */
const MARGIN = 14;
const LINE = 18;
const LETTER = 6.4;

/** Pixels of a swatch with the room before its name, and between one item and the next. */
const SWATCH = 22;
const APART = 18;

/** What a colour stands for. */
interface Item {
  readonly name: string;
  readonly style: ArmStyle;
  readonly area: boolean;
}

/** What a drawing's colours stand for, as far as the drawing itself doesn't say it. */
function itemsOf(panel: Panel): Item[] {
  switch (panel.kind) {
    case "lines":
      return panel.size !== undefined || panel.series.length < 2
        ? []
        : panel.series.map(({ name, style }) => ({ name, style: armStyle(style), area: false }));
    case "intervals":
      return []; // each row has its name
    case "parts":
      return panel.parts.map((name, at) => ({ name, style: armStyle(at), area: true }));
  }
}

/** An item with its place, in pixels from the left and lines from the top. */
interface Placed extends Item {
  readonly x: number;
  readonly line: number;
}

/** Items side by side, on a new line where one would not fit. */
function placed(items: readonly Item[], width: number): Placed[] {
  let [x, line] = [0, 0];
  return items.map((item) => {
    const length = SWATCH + LETTER * item.name.length;
    if (x > 0 && x + length > width) [x, line] = [0, line + 1];
    const at = { ...item, x, line };
    x += length + APART;
    return at;
  });
}

function itemMarkup({ name, style: { color, dash }, area, x, line }: Placed): Markup {
  const broken = !area && dash.length > 0 ? markup` stroke-dasharray="${dash.join(" ")}"` : markup``;
  const y = line * LINE;
  return markup`<path d="M${x} ${y - 4}h16" stroke="${color}" stroke-width="${area ? 8 : 3}"${broken}/>
<text x="${x + SWATCH}" y="${y}" font-size="11">${name}</text>
`;
}

/**
 * A drawing on a sheet of its own: white, under its title and note, with a legend. Its colours are still properties.
 *
 * @param drawing SVG of the panel's size.
 */
export function sheetOf(panel: Panel, drawing: Markup): Markup {
  const size = sizeOf(frameOf(panel));
  const items = placed(itemsOf(panel), size.width);
  const lines = (items.at(-1)?.line ?? -1) + 1;
  const note = panel.note === undefined
    ? ""
    : markup`<text y="${2 * LINE - 3}" font-size="11" fill="${ink("quiet")}">${panel.note}</text>
`;
  const legendTop = (panel.note === undefined ? 1 : 2) * LINE + LINE;
  const top = legendTop - LINE + lines * LINE + 4;
  const [width, height] = [size.width + 2 * MARGIN, top + size.height + 2 * MARGIN];
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">
<title>${panel.title}</title>
<rect width="${width}" height="${height}" fill="white"/>
<g transform="translate(${MARGIN},${MARGIN})" fill="${ink("text")}">
<text y="${LINE - 5}" font-size="14" font-weight="600">${panel.title}</text>
${note}<g transform="translate(0,${legendTop - 5})">
${items.map(itemMarkup)}</g>
<svg y="${top}" width="${size.width}" height="${size.height}" overflow="visible">${drawing}</svg>
</g>
</svg>
`;
}
