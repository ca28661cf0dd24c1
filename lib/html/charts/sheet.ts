import { type Markup, markup } from "../markup.ts";
import { type ArmStyle, armStyle, ink } from "../palette.ts";
import { frameOf, sizeOf } from "./frame.ts";
import type { Panel } from "./panel.ts";
import { FONT } from "./theme.ts";

/** Pixels around everything, of a line of text, and of a letter of average width in a legend or a note, and in a title. */
const MARGIN = 14;
const LINE = 18;
const LETTER = 6.8;
const TITLE_LETTER = 9;

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

/** A text in lines of at most that width, broken between words and after commas, as the names of arms need it. */
function inLines(text: string, width: number, letter: number): string[] {
  const most = Math.floor(width / letter);
  const lines: string[] = [];
  for (const piece of text.split(/(?<=[\s,])/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last}${piece}`.trimEnd().length <= most) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim());
}

/**
 * A drawing on a sheet of its own: white, under its title and note, with a legend. Its colours are still properties.
 *
 * @param drawing SVG of the panel's size.
 */
export function sheetOf(panel: Panel, drawing: Markup): Markup {
  const size = sizeOf(frameOf(panel));
  const items = itemsOf(panel);
  const inside = items.reduce((most, { name }) => Math.max(most, SWATCH + LETTER * name.length), size.width);
  const title = inLines(panel.title, inside, TITLE_LETTER).map((line, at) =>
    markup`<text y="${(at + 1) * LINE - 5}" font-size="14" font-weight="600">${line}</text>
`
  );
  const note = inLines(panel.note ?? "", inside, LETTER).filter((line) => line !== "").map((line, at) =>
    markup`<text y="${(title.length + at + 1) * LINE - 3}" font-size="11" fill="${ink("quiet")}">${line}</text>
`
  );
  const legend = placed(items, inside);
  const legendTop = (title.length + note.length + 1) * LINE;
  const top = legendTop + (legend.at(-1)?.line ?? -1) * LINE + 4;
  const [width, height] = [Math.ceil(inside) + 2 * MARGIN, top + size.height + 2 * MARGIN];
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">
<title>${panel.title}</title>
<rect width="${width}" height="${height}" fill="white"/>
<g transform="translate(${MARGIN},${MARGIN})" fill="${ink("text")}">
${title}${note}<g transform="translate(0,${legendTop - 5})">
${legend.map(itemMarkup)}</g>
<svg y="${top}" width="${size.width}" height="${size.height}" overflow="visible">${drawing}</svg>
</g>
</svg>
`;
}
