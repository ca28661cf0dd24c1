/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { byId, make } from "./dom.ts";
import type { Filter } from "./episode_filter.ts";
import type { EpisodeStore } from "./episode_store.ts";

/** Milliseconds that a reader may pause between two keys before the list is searched. */
const PATIENCE = 120;

const inOrder = new Intl.Collator("en", { numeric: true }).compare;

function numberOf(input: HTMLInputElement): number | undefined {
  return input.value === "" || !Number.isFinite(input.valueAsNumber) ? undefined : input.valueAsNumber;
}

/** Offers names in a select; what was chosen stays chosen, and the choice is hidden where there is none to make. */
function offer(select: HTMLSelectElement, names: Iterable<string>): void {
  const wanted = [...new Set(names)].sort(inOrder);
  const offered = [...select.options].slice(1).map(({ value }) => value);
  if (wanted.join("\n") === offered.join("\n")) return;
  const { value } = select;
  select.replaceChildren(select.options[0]!, ...wanted.map((name) => make("option", { value: name }, name)));
  select.value = wanted.includes(value) ? value : "";
  select.closest("label")?.toggleAttribute("hidden", wanted.length < 2);
}

/** The form above the list of episodes. */
export class FilterForm {
  readonly #form = byId("filters", HTMLFormElement);
  readonly #text = byId("filter-text", HTMLInputElement);
  readonly #run = byId("filter-run", HTMLSelectElement);
  readonly #domain = byId("filter-domain", HTMLSelectElement);
  readonly #pool = byId("filter-pool", HTMLSelectElement);
  readonly #opponent = byId("filter-opponent", HTMLSelectElement);
  readonly #action = byId("filter-action", HTMLSelectElement);
  readonly #fallback = byId("filter-fallback", HTMLSelectElement);
  readonly #fromIteration = byId("filter-from-iteration", HTMLInputElement);
  readonly #toIteration = byId("filter-to-iteration", HTMLInputElement);
  readonly #fromPayoff = byId("filter-from-payoff", HTMLInputElement);
  readonly #toPayoff = byId("filter-to-payoff", HTMLInputElement);
  readonly #change: (filter: Filter) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param change Told the filter whenever the reader changes it. */
  constructor(change: (filter: Filter) => void) {
    this.#change = change;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#change(this.filter), PATIENCE);
    });
    this.#form.addEventListener("reset", () => {
      clearTimeout(this.#timer);
      // The boxes are emptied after this event.
      this.#timer = setTimeout(() => this.#change(this.filter));
    });
  }

  /** Offers what the episodes have. */
  offer(store: EpisodeStore): void {
    const places = { domain: new Set<number>(), pool: new Set<number>(), opponent: new Set<number>() };
    const actions = new Set<number>();
    for (let place = 0; place < store.size; place++) {
      const [, , domain, pool, opponent, , , , decisions] = store.packed(place);
      places.domain.add(domain);
      places.pool.add(pool);
      places.opponent.add(opponent);
      for (const decision of decisions) actions.add(decision[5]);
    }
    const names = (indexes: Iterable<number>) => [...indexes].map((index) => store.text(index));
    offer(this.#domain, names(places.domain));
    offer(this.#pool, names(places.pool));
    offer(this.#opponent, names(places.opponent));
    offer(this.#action, names(actions));
  }

  /** What the form says. */
  get filter(): Filter {
    const fallback = this.#fallback.value;
    return {
      text: this.#text.value,
      run: this.#run.value === "" ? undefined : Number(this.#run.value),
      domain: this.#domain.value,
      pool: this.#pool.value,
      opponent: this.#opponent.value,
      action: this.#action.value,
      fallback: fallback === "some" || fallback === "none" ? fallback : "",
      fromIteration: numberOf(this.#fromIteration),
      toIteration: numberOf(this.#toIteration),
      fromPayoff: numberOf(this.#fromPayoff),
      toPayoff: numberOf(this.#toPayoff),
    };
  }

  /** Fills the form in; names that are not offered are left out. */
  set filter(filter: Filter) {
    const written = (value: number | undefined) => value === undefined ? "" : String(value);
    this.#text.value = filter.text;
    this.#run.value = written(filter.run);
    this.#domain.value = filter.domain;
    this.#pool.value = filter.pool;
    this.#opponent.value = filter.opponent;
    this.#action.value = filter.action;
    this.#fallback.value = filter.fallback;
    this.#fromIteration.value = written(filter.fromIteration);
    this.#toIteration.value = written(filter.toIteration);
    this.#fromPayoff.value = written(filter.fromPayoff);
    this.#toPayoff.value = written(filter.toPayoff);
  }
}
