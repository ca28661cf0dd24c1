/// <reference lib="dom" />
import { formatNumber } from "../format_number.ts";
import { visibleText } from "../visible_text.ts";
import { shortened } from "../shortened.ts";
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

/** Characters of a run's name that the list has room for; the seed at its end is among them. */
const RUN_LENGTH = 16;

/** A run's name as the list has room for it: its settings' values, and its seed. */
export function runInFewWords(name: string): string {
  return shortened(name.replaceAll(/[^,=]+=/g, ""), RUN_LENGTH);
}

/** The cells of an episode in the list, in the order of the list's head. */
export function episodeRow(store: EpisodeStore, place: number, runs: readonly string[]): HTMLElement[] {
  const [run, iteration, domain, pool, opponent] = store.packed(place);
  const fallbacks = store.fallbacks(place);
  // What is cut where the list is narrow is told to the pointer.
  const cell = (name: string, text: string, shown = text) =>
    make("span", { class: `cell ${name}`, title: visibleText(text) }, ...shownText(shown));
  const label = runs[run] ?? "";
  return [
    cell("iteration", String(iteration)),
    cell("run", label, runInFewWords(label)),
    cell("domain", store.text(domain)),
    cell("pool", store.text(pool)),
    cell("opponent", store.text(opponent)),
    cell("number payoff", formatNumber(store.payoff(place))),
    cell("number fallbacks", fallbacks === 0 ? "" : String(fallbacks)),
    cell("actions", inFewWords(store.actions(place))),
  ];
}
