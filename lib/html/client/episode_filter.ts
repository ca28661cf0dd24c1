import { NONE, type PackedDecision, type PackedEpisode } from "../episodes/packed.ts";
import type { EpisodeStore } from "./episode_store.ts";

/** The turn that holds a game's rules, which are in every prompt: a word of theirs finds nothing. */
const RULES = "system";

/** What the reader looks for; an empty text and undefined ask for nothing. */
export interface Filter {
  /** In replies, actions, prompts, information sets and reasons of fallbacks, in any case of letters. */
  readonly text: string;
  readonly run: number | undefined;
  readonly domain: string;
  readonly pool: string;
  readonly opponent: string;
  readonly action: string;
  /** Whether the constrained fallback had to decide. */
  readonly fallback: "" | "some" | "none";
  readonly fromIteration: number | undefined;
  readonly toIteration: number | undefined;
  /** Mean payoff a round, in the game's units. */
  readonly fromPayoff: number | undefined;
  readonly toPayoff: number | undefined;
}

/** The filter that lets everything through. */
export const NO_FILTER: Filter = {
  text: "",
  run: undefined,
  domain: "",
  pool: "",
  opponent: "",
  action: "",
  fallback: "",
  fromIteration: undefined,
  toIteration: undefined,
  fromPayoff: undefined,
  toPayoff: undefined,
};

/** What lists can be ordered by. */
export const ORDERS = ["file", "iteration", "payoff", "theirs", "fallbacks"] as const;

/** An order, and whether it is turned round. */
export interface Order {
  readonly by: typeof ORDERS[number];
  readonly down: boolean;
}

const within = (value: number, from: number | undefined, to: number | undefined) =>
  (from === undefined || value >= from) && (to === undefined || value <= to);

/**
 * Whether a decision is what a filter asks of single decisions: its action, its fallback, the text in it. These are asked
 * of one decision together, so that "King" with FOLD finds the King that was folded.
 */
export function decisionMatcher(store: EpisodeStore, filter: Filter): (decision: PackedDecision) => boolean {
  const wanted = filter.text.toLowerCase();
  const found = new Set(
    wanted === "" ? [] : store.texts.flatMap((text, at) => text.toLowerCase().includes(wanted) ? [at] : []),
  );
  const inPrompts = new Set(
    store.prompts.flatMap(([infoset, turns], at) =>
      found.has(infoset) || turns.some(([role, content]) => store.text(role) !== RULES && found.has(content))
        ? [at]
        : []
    ),
  );
  return ([, infoset, prompt, reply, , action, fallback]) =>
    (filter.action === "" || store.text(action) === filter.action) &&
    (filter.fallback !== "some" || fallback !== NONE) &&
    (wanted === "" || found.has(reply) || found.has(action) || found.has(infoset) || found.has(fallback) ||
      inPrompts.has(prompt));
}

function episodeMatcher(store: EpisodeStore, filter: Filter): (episode: PackedEpisode, place: number) => boolean {
  const named = (wanted: string, index: number) => wanted === "" || store.text(index) === wanted;
  const decision = decisionMatcher(store, filter);
  const ofDecisions = filter.text !== "" || filter.action !== "" || filter.fallback === "some";
  return ([run, iteration, domain, pool, opponent, , , , decisions], place) =>
    (filter.run === undefined || run === filter.run) &&
    within(iteration, filter.fromIteration, filter.toIteration) &&
    named(filter.domain, domain) && named(filter.pool, pool) && named(filter.opponent, opponent) &&
    within(store.payoff(place), filter.fromPayoff, filter.toPayoff) &&
    (filter.fallback !== "none" || store.fallbacks(place) === 0) &&
    (!ofDecisions || decisions.some(decision));
}

function valueOf(store: EpisodeStore, by: Order["by"]): (place: number) => number {
  switch (by) {
    case "file":
      return (place) => place;
    case "iteration":
      return (place) => store.packed(place)[1];
    case "payoff":
      return (place) => store.payoff(place);
    case "theirs":
      return (place) => store.theirs(place);
    case "fallbacks":
      return (place) => store.fallbacks(place);
  }
}

/** Places of the episodes that a filter lets through, in an order; equals stay in the file's order. */
export function selectEpisodes(store: EpisodeStore, filter: Filter, { by, down }: Order): number[] {
  const matches = episodeMatcher(store, filter);
  const places: number[] = [];
  for (let place = 0; place < store.size; place++) if (matches(store.packed(place), place)) places.push(place);
  const value = valueOf(store, by);
  const sign = down ? -1 : 1;
  return by === "file" && !down ? places : places.sort((one, other) => sign * (value(one) - value(other)));
}
