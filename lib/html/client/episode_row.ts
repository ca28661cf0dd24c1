/// <reference lib="dom" />
import { formatNumber } from "../format_number.ts";
import { make, shownText } from "./dom.ts";
import type { EpisodeStore } from "./episode_store.ts";

/** Actions in few words: `DEFECT ×5, COOPERATE`. */
export function inFewWords(actions: readonly string[]): string {
  const runs: { action: string; times: number }[] = [];
  for (const action of actions) {
    const last = runs.at(-1);
    if (last?.action === action) last.times++;
    else runs.push({ action, times: 1 });
  }
  return runs.map(({ action, times }) => times === 1 ? action : `${action} ×${times}`).join(", ");
}

/** The cells of an episode in the list, in the order of the list's head. */
export function episodeRow(store: EpisodeStore, place: number, runs: readonly string[]): HTMLElement[] {
  const [run, iteration, domain, pool, opponent] = store.packed(place);
  const fallbacks = store.fallbacks(place);
  const cell = (name: string, ...content: readonly (Node | string)[]) =>
    make("span", { class: `cell ${name}` }, ...content);
  return [
    cell("iteration", String(iteration)),
    cell("run", runs[run] ?? ""),
    cell("domain", ...shownText(store.text(domain))),
    cell("pool", ...shownText(store.text(pool))),
    cell("opponent", ...shownText(store.text(opponent))),
    cell("number payoff", formatNumber(store.payoff(place))),
    cell("number fallbacks", fallbacks === 0 ? "" : String(fallbacks)),
    cell("actions", ...shownText(inFewWords(store.actions(place)))),
  ];
}
