/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { EpisodeChunk } from "../episodes/packed.ts";
import { readAddress, type View, writeAddress } from "./address.ts";
import { byId } from "./dom.ts";
import { decisionMatcher, NO_FILTER, type Order, ORDERS, selectEpisodes } from "./episode_filter.ts";
import { episodeRow } from "./episode_row.ts";
import { EpisodeStore } from "./episode_store.ts";
import { episodeView } from "./episode_view.ts";
import { FilterForm } from "./filter_form.ts";
import { VirtualList } from "./virtual_list.ts";

/** The list of episodes with its filters, and the one that is open beside it. */
export class EpisodeBrowser {
  readonly #store = new EpisodeStore();
  readonly #form: FilterForm;
  readonly #list: VirtualList;
  readonly #count = byId("episodes-count", HTMLElement);
  readonly #article = byId("episode", HTMLElement);
  #runs: readonly string[];
  #order: Order = { by: "file", down: false };
  #open: number | undefined;
  /** What an address asked for before its episode was there. */
  #wanted: View["open"];

  /** @param runs Arm and seed of each run. */
  constructor(runs: readonly string[]) {
    this.#runs = runs;
    this.#form = new FilterForm(() => this.#changed());
    this.#list = new VirtualList(
      byId("episode-list", HTMLElement),
      (place) => episodeRow(this.#store, place, this.#runs),
      (place) => this.#show(place),
    );
    byId("episode-order", HTMLElement).addEventListener("click", ({ target }) => this.#onOrder(target));
    byId("episode-list", HTMLElement).addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#article.focus();
    });
    this.#article.addEventListener("keydown", (event) => {
      if (event.key === "Escape") byId("episode-list", HTMLElement).focus();
    });
    addEventListener("hashchange", () => this.#readAddress());
  }

  /** How many episodes there are. */
  get size(): number {
    return this.#store.size;
  }

  /** Takes the names of runs that came later. */
  set runs(runs: readonly string[]) {
    this.#runs = runs;
  }

  /** Takes the next chunks. */
  add(...chunks: readonly EpisodeChunk[]): void {
    for (const chunk of chunks) this.#store.add(chunk);
    this.#form.offer(this.#store);
    this.#refresh();
    if (this.#wanted !== undefined) this.#openWanted();
  }

  /** Shows what the address asks for; call it once the first episodes are there. */
  start(): void {
    this.#readAddress();
  }

  #readAddress(): void {
    const view = readAddress(location.hash);
    if (view === undefined) return;
    this.#form.filter = view.filter;
    this.#order = view.order;
    this.#wanted = view.open;
    this.#refresh();
    this.#openWanted();
    byId("episodes", HTMLElement).scrollIntoView();
  }

  #openWanted(): void {
    const place = this.#wanted === undefined ? undefined : this.#store.find(this.#wanted);
    if (place === undefined) return;
    this.#wanted = undefined;
    this.#show(place);
    this.#refresh();
    this.#list.reveal();
  }

  #changed(): void {
    this.#refresh();
    this.#remember();
    if (this.#open !== undefined) this.#draw(this.#open);
  }

  #remember(): void {
    const key = this.#open === undefined ? undefined : this.#store.episode(this.#open);
    const address = writeAddress({ filter: this.#form.filter, order: this.#order, open: key });
    try {
      history.replaceState(null, "", address === "" ? location.pathname + location.search : address);
    } catch { /* a page in a file may not be allowed to change its address: then it stays as it is */ }
  }

  #refresh(): void {
    const places = selectEpisodes(this.#store, this.#form.filter, this.#order);
    this.#list.show(places, this.#open);
    this.#count.textContent = places.length === this.#store.size
      ? `${this.#store.size.toLocaleString("en")} episodes`
      : `${places.length.toLocaleString("en")} of ${this.#store.size.toLocaleString("en")} episodes`;
    for (const button of document.querySelectorAll<HTMLElement>("#episode-order button")) {
      const mine = button.dataset["by"] === this.#order.by && (this.#order.by !== "file" || this.#order.down);
      button.setAttribute("aria-pressed", String(mine));
      button.dataset["sense"] = !mine ? "" : this.#order.down ? "down" : "up";
    }
  }

  #onOrder(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest("button") : null;
    const by = ORDERS.find((order) => order === button?.dataset["by"]);
    if (by === undefined) return;
    // Once turned round, a third click takes the order away again.
    if (this.#order.by !== by) this.#order = { by, down: true };
    else if (this.#order.down) this.#order = { by, down: false };
    else this.#order = { by: "file", down: false };
    this.#changed();
  }

  #show(place: number): void {
    this.#open = place;
    this.#draw(place);
    this.#article.scrollTop = 0;
    this.#remember();
  }

  #draw(place: number): void {
    const filter = this.#form.filter;
    const asked = filter.text !== "" || filter.action !== "" || filter.fallback === "some";
    const matches = asked ? decisionMatcher(this.#store, filter) : decisionMatcher(this.#store, NO_FILTER);
    const packed = this.#store.packed(place);
    this.#article.replaceChildren(...episodeView(this.#store.episode(place), {
      run: this.#runs[packed[0]] ?? "",
      siblings: this.#store.group(place).map((sibling) => ({
        place: sibling,
        index: this.#store.packed(sibling)[6],
        payoff: this.#store.payoff(sibling),
        open: sibling === place,
      })),
      wanted: filter.text.toLowerCase(),
      matches: (decision) => asked && matches(packed[8][decision]!),
      goTo: (other) => {
        this.#show(other);
        this.#refresh();
        this.#list.reveal();
      },
    }));
    this.#article.querySelector(".matches")?.scrollIntoView({ block: "nearest" });
  }
}
