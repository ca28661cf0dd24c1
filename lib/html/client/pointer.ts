/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Readout, ReadoutSeries } from "../charts/readout.ts";
import { armStyle } from "../palette.ts";
import { breakable, make } from "./dom.ts";
import { valueText } from "./value_text.ts";

/** Lines that are read out at once. */
const MOST = 14;

/** Pixels between the pointer and what is read out. */
const GAP = 14;

function nearest(at: readonly number[], wanted: number): number {
  return at.reduce((best, place, i) => Math.abs(place - wanted) < Math.abs(at[best]! - wanted) ? i : best, 0);
}

/** The colours of the arms that the reader has hidden in a figure; parts of a whole stay. */
function hiddenIn(figure: Element): Set<string> {
  const off = document.documentElement.dataset["off"] ?? "";
  return new Set(
    off === "" || figure.matches(".parts") ? [] : off.split(" ").map((place) => armStyle(Number(place)).color),
  );
}

/** Lines that are seen and have a value there; the largest first, as they lie in the drawing. */
function shown({ series, along }: Readout, at: number, hidden: ReadonlySet<string>): readonly ReadoutSeries[] {
  const present = series.filter(({ values, color }) =>
    values[at] !== null && values[at] !== undefined && !(color !== undefined && hidden.has(color))
  );
  return along === "x" && present.some(({ pixels }) => pixels !== undefined)
    ? present.toSorted((one, other) => (one.pixels?.[at] ?? 0) - (other.pixels?.[at] ?? 0))
    : present;
}

function svg(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** A line through a drawing where the pointer is, dots on its curves, and their values beside it. */
export class Pointer {
  readonly #tip = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  readonly #readouts = new WeakMap<Element, Readout>();
  readonly #read: (figure: Element) => Readout;
  #mark: SVGElement | undefined;

  /** @param read A figure's numbers. */
  constructor(read: (figure: Element) => Readout) {
    this.#read = read;
    document.body.append(this.#tip);
  }

  /** Takes away what is shown. */
  hide(): void {
    this.#tip.hidden = true;
    this.#mark?.remove();
    this.#mark = undefined;
  }

  /** Reads out what lies nearest to a point of the window. */
  show(plot: HTMLElement, clientX: number, clientY: number): void {
    const [figure, drawing] = [plot.closest("figure"), plot.querySelector("svg")];
    if (figure === null || drawing === null) return this.hide();
    const readout = this.#readoutOf(figure);
    const [width, , left, top, plotWidth, plotHeight] = readout.frame;
    const box = drawing.getBoundingClientRect();
    const scale = width / box.width;
    const x = (clientX - box.left) * scale - left;
    const y = (clientY - box.top) * scale - top;
    const along = readout.along === "x" ? x : y;
    const outside = x < -8 || x > plotWidth + 8 || y < -8 || y > plotHeight + 8;
    if (outside || readout.at.length === 0) return this.hide();
    const at = nearest(readout.at, along);
    this.#draw(drawing, readout, at);
    this.#write(readout, at, hiddenIn(figure));
    this.#place(clientX, clientY);
  }

  #readoutOf(figure: Element): Readout {
    const known = this.#readouts.get(figure);
    if (known !== undefined) return known;
    const read = this.#read(figure);
    this.#readouts.set(figure, read);
    return read;
  }

  #draw(drawing: SVGSVGElement, readout: Readout, at: number): void {
    this.#mark?.remove();
    this.#mark = undefined;
    if (readout.along === "y") return;
    const [, , left, top, , height] = readout.frame;
    const x = readout.at[at]!;
    const mark = svg("g", { transform: `translate(${left},${top})`, class: "pointer" });
    mark.append(svg("line", { x1: x, x2: x, y1: 0, y2: height }));
    for (const { pixels, color } of readout.series) {
      const y = pixels?.[at];
      if (y === null || y === undefined || color === undefined) continue;
      mark.append(svg("circle", { cx: x, cy: y, r: 3.5, fill: color }));
    }
    drawing.append(mark);
    this.#mark = mark;
  }

  #write(readout: Readout, at: number, hidden: ReadonlySet<string>): void {
    const { title, places, series, along, unit } = readout;
    const head = along === "x" ? `${title.replace(/,.*/, "")} ${places[at]}` : places[at]!;
    const lines = shown(readout, at, hidden);
    const rows = lines.slice(0, MOST).map((one) => {
      const dot = svg("svg", { viewBox: "0 0 8 8", class: "dot" });
      if (one.color !== undefined) dot.append(svg("circle", { cx: 4, cy: 4, r: 4, fill: one.color }));
      const name = series.length === 1 && along === "x" ? unit : one.name;
      return make(
        "tr",
        {},
        make("th", {}, dot, " ", make("span", {}, ...breakable(name))),
        make("td", {}, valueText(one, at)),
      );
    });
    const more = lines.length > MOST ? [make("p", {}, `and ${lines.length - MOST} more`)] : [];
    this.#tip.replaceChildren(make("b", {}, head), make("table", {}, make("tbody", {}, ...rows)), ...more);
    this.#tip.hidden = false;
  }

  #place(clientX: number, clientY: number): void {
    const { width, height } = this.#tip.getBoundingClientRect();
    const right = clientX + GAP + width <= document.documentElement.clientWidth;
    const x = right ? clientX + GAP : Math.max(4, clientX - GAP - width);
    const y = Math.max(4, Math.min(clientY - height / 2, document.documentElement.clientHeight - height - 4));
    this.#tip.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
  }
}
