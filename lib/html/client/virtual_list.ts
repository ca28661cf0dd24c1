/// <reference lib="dom" />
import { make } from "./dom.ts";

/** Pixels of a row; the style sheet has the same. */
const ROW = 32;

/** Rows above and below what is seen that are there too, so that scrolling finds them. */
const SPARE = 8;

/**
 * A list of any length of which only what is seen is in the page. It is a listbox: the arrow keys, Page Up and Down, Home
 * and End move the choice, and so does a click.
 */
export class VirtualList {
  readonly #box: HTMLElement;
  readonly #rows = make("div", { class: "rows" });
  readonly #row: (place: number) => readonly (Node | string)[];
  readonly #choose: (place: number) => void;
  #places: readonly number[] = [];
  #chosen = -1;
  #awaiting = false;

  /**
   * @param box The element that scrolls.
   * @param row The cells of a place.
   * @param choose Told what the reader chose.
   */
  constructor(box: HTMLElement, row: (place: number) => readonly (Node | string)[], choose: (place: number) => void) {
    this.#box = box;
    this.#row = row;
    this.#choose = choose;
    box.append(this.#rows);
    box.addEventListener("scroll", () => this.#soon(), { passive: true });
    box.addEventListener("keydown", (event) => this.#onKey(event));
    box.addEventListener("click", ({ target }) => this.#onClick(target));
    new ResizeObserver(() => this.#soon()).observe(box);
  }

  /** Shows these places; the chosen one stays chosen if it is among them. */
  show(places: readonly number[], chosen: number | undefined): void {
    this.#places = places;
    this.#chosen = chosen === undefined ? -1 : places.indexOf(chosen);
    this.#rows.style.height = `${places.length * ROW}px`;
    this.#draw();
  }

  /** Brings the chosen row into view. */
  reveal(): void {
    if (this.#chosen === -1) return;
    const [top, height] = [this.#chosen * ROW, this.#box.clientHeight];
    if (top < this.#box.scrollTop) this.#box.scrollTop = top;
    else if (top + ROW > this.#box.scrollTop + height) this.#box.scrollTop = top + ROW - height;
  }

  /** Draws once before the next frame, however often it is asked. */
  #soon(): void {
    if (this.#awaiting) return;
    this.#awaiting = true;
    requestAnimationFrame(() => {
      this.#awaiting = false;
      this.#draw();
    });
  }

  #draw(): void {
    const first = Math.max(0, Math.floor(this.#box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.#places.length, Math.ceil((this.#box.scrollTop + this.#box.clientHeight) / ROW) + SPARE);
    const rows: HTMLElement[] = [];
    for (let at = first; at < last; at++) {
      const row = make("div", {
        id: `row-${at}`,
        role: "option",
        "aria-selected": String(at === this.#chosen),
        "aria-posinset": String(at + 1),
        "aria-setsize": String(this.#places.length),
        class: "row",
      }, ...this.#row(this.#places[at]!));
      row.style.top = `${at * ROW}px`;
      rows.push(row);
    }
    this.#rows.replaceChildren(...rows);
    if (this.#chosen >= first && this.#chosen < last) {
      this.#box.setAttribute("aria-activedescendant", `row-${this.#chosen}`);
    } else this.#box.removeAttribute("aria-activedescendant");
  }

  #move(to: number): void {
    if (this.#places.length === 0) return;
    this.#chosen = Math.max(0, Math.min(to, this.#places.length - 1));
    this.reveal();
    this.#draw();
    this.#choose(this.#places[this.#chosen]!);
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#box.clientHeight / ROW) - 1);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: this.#chosen + 1,
      ArrowUp: this.#chosen - 1,
      PageDown: this.#chosen + page,
      PageUp: this.#chosen - page,
      Home: 0,
      End: this.#places.length - 1,
    };
    const wanted = to[event.key];
    if (wanted === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#move(wanted);
  }

  #onClick(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest(".row") : null;
    const at = row?.getAttribute("aria-posinset");
    if (at !== null && at !== undefined) this.#move(Number(at) - 1);
  }
}
