import type { EpisodeKey } from "./episode_store.ts";
import { type Filter, NO_FILTER, type Order, ORDERS } from "./episode_filter.ts";

/** What the browser of episodes shows: enough to come back to it, or to send it to someone. */
export interface View {
  readonly filter: Filter;
  readonly order: Order;
  /** The episode that is open. */
  readonly open: EpisodeKey | undefined;
}

/** Begins the part of an address that is a view's. */
const MARK = "#episodes?";

const NUMBERS = ["run", "fromIteration", "toIteration", "fromPayoff", "toPayoff"] as const;
const TEXTS = ["text", "domain", "pool", "opponent", "action"] as const;

/** What separates the parts of an episode's key; names of opponents hold brackets and commas, but no tilde. */
const SEPARATOR = "~";

/** The part of an address after the page's own that leads back to a view; empty for the page as it opens. */
export function writeAddress({ filter, order, open }: View): string {
  const query = new URLSearchParams();
  for (const name of TEXTS) if (filter[name] !== "") query.set(name, filter[name]);
  for (const name of NUMBERS) {
    const value = filter[name];
    if (value !== undefined) query.set(name, String(value));
  }
  if (filter.fallback !== "") query.set("fallback", filter.fallback);
  if (order.by !== "file" || order.down) query.set("order", (order.down ? "-" : "") + order.by);
  if (open !== undefined) {
    const { run, iteration, index, domain, pool, opponent } = open;
    query.set("open", [run, iteration, index, domain, pool, opponent].join(SEPARATOR));
  }
  const text = query.toString();
  return text === "" ? "" : MARK + text;
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value) ? undefined : value;
}

function openIn(query: URLSearchParams): EpisodeKey | undefined {
  const [run, iteration, index, domain, pool, ...opponent] = query.get("open")?.split(SEPARATOR) ?? [];
  if (domain === undefined || pool === undefined || opponent.length === 0) return undefined;
  return {
    run: Number(run),
    iteration: Number(iteration),
    index: Number(index),
    domain,
    pool,
    opponent: opponent.join(SEPARATOR),
  };
}

/** Reads a view; what can't be read is as if it weren't there. Undefined if the address is of another part of the page. */
export function readAddress(address: string): View | undefined {
  if (!address.startsWith(MARK)) return undefined;
  const query = new URLSearchParams(address.slice(MARK.length));
  const texts = Object.fromEntries(TEXTS.map((name) => [name, query.get(name) ?? ""]));
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, numberIn(query, name)]));
  const fallback = query.get("fallback");
  const written = query.get("order") ?? "";
  const by = ORDERS.find((order) => order === written.replace(/^-/, "")) ?? "file";
  return {
    filter: {
      ...NO_FILTER,
      ...texts,
      ...numbers,
      fallback: fallback === "some" || fallback === "none" ? fallback : "",
    },
    order: { by, down: written.startsWith("-") },
    open: openIn(query),
  };
}
