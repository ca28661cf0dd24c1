/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Readout } from "../charts/readout.ts";
import { breakable, carried, make } from "./dom.ts";
import { Pointer } from "./pointer.ts";
import { valueText } from "./value_text.ts";

/** Whether a value has the form that the page's builder writes. */
function isReadout(value: unknown): value is Readout {
  return typeof value === "object" && value !== null && "frame" in value && "places" in value && "series" in value;
}

/**
 * A figure's numbers, which stand beside its drawing.
 *
 * @throws {Error} If they don't: the page and its script don't belong together.
 */
function readoutOf(figure: Element): Readout {
  const value = carried(figure.querySelector("script.readout"));
  if (isReadout(value)) return value;
  throw new Error(`The figure "${figure.id}" has no numbers`);
}

/** A row of heads or of values. */
function row(head: string, cells: readonly string[], as: "th" | "td"): HTMLElement {
  const first = make("th", { scope: as === "th" ? "col" : "row" }, ...breakable(head));
  const others = cells.map((cell) => make(as, as === "th" ? { scope: "col" } : {}, ...breakable(cell)));
  return make("tr", {}, first, ...others);
}

/** The numbers as a table that is longer than it is wide. */
function numbersTable({ title, unit, places, series }: Readout): HTMLElement {
  const names = series.map(({ name }) => name);
  const [head, rows] = series.length > places.length
    ? [
      row(title, places, "th"),
      series.map((one) => row(one.name, places.map((_, at) => valueText(one, at)), "td")),
    ]
    : [
      row(title, names, "th"),
      places.map((place, at) => row(place, series.map((one) => valueText(one, at)), "td")),
    ];
  const table = make("table", {}, make("caption", {}, unit), make("thead", {}, head), make("tbody", {}, ...rows));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Numbers" }, table);
}

/** Reads values out under the pointer, and writes a figure's numbers as a table when it is opened. */
export function startFigures(): void {
  const pointer = new Pointer(readoutOf);
  document.addEventListener("pointermove", ({ target, clientX, clientY }) => {
    const plot = target instanceof Element ? target.closest<HTMLElement>(".plot") : null;
    if (plot === null) pointer.hide();
    else pointer.show(plot, clientX, clientY);
  }, { passive: true });
  document.addEventListener("scroll", () => pointer.hide(), { passive: true, capture: true });
  document.addEventListener("toggle", ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.matches(".numbers")) return;
    target.querySelector(".scroll")?.remove();
    const figure = target.closest("figure");
    if (target.open && figure !== null) target.append(numbersTable(readoutOf(figure)));
  }, { capture: true });
}
