/// <reference lib="dom" />
import { formatNumber, formatSigned } from "../format_number.ts";
import { make, shownText } from "./dom.ts";
import type { Decision, Episode, Turn } from "./episode_store.ts";

/** Another episode of the group. */
export interface Sibling {
  readonly place: number;
  readonly index: number;
  readonly payoff: number;
  readonly open: boolean;
}

/** What an episode is shown with. */
export interface EpisodeSetting {
  /** The run's arm and seed. */
  readonly run: string;
  readonly siblings: readonly Sibling[];
  /** What was searched for, in small letters: marked in the text. */
  readonly wanted: string;
  /** Whether the reader's filter asked for a decision, by its place among the episode's. */
  readonly matches: (decision: number) => boolean;
  readonly goTo: (place: number) => void;
}

function labelled(label: string, ...content: readonly (Node | string)[]): HTMLElement {
  return make("div", { class: "field" }, make("span", { class: "label" }, label), ...content);
}

function said(text: string, wanted: string): HTMLElement {
  return make("div", { class: "said", dir: "auto" }, ...shownText(text, wanted));
}

/** The prompt without its rules, which are the same for all decisions and stand at the top. */
function asked(prompt: readonly Turn[], wanted: string): HTMLElement[] {
  if (prompt.length === 0) return [labelled("Prompt", make("p", { class: "empty" }, "not in the results file"))];
  return prompt.filter(({ role }) => role !== "system").map(({ role, content }) =>
    labelled(role === "user" ? "Prompt" : role, said(content, wanted))
  );
}

const sense = (value: number) => value > 0 ? "up" : value < 0 ? "down" : "level";

function decisionView(decision: Decision, matches: boolean, wanted: string): HTMLElement {
  const { infoset, prompt, reply, tokens, action, fallback, advantage } = decision;
  const because = fallback === undefined ? [] : [
    make(
      "p",
      { class: "fallback" },
      "The reply could not be read: ",
      ...shownText(fallback, wanted),
      ". The constrained fallback chose.",
    ),
  ];
  return make(
    "div",
    { class: matches ? "decision matches" : "decision" },
    ...asked(prompt, wanted),
    labelled("Reply", reply === "" ? make("p", { class: "empty" }, "empty") : said(reply, wanted)),
    ...because,
    make(
      "p",
      { class: "outcome" },
      make("b", { class: "action" }, ...shownText(action, wanted)),
      make("span", { class: `advantage ${sense(advantage)}` }, `advantage ${formatSigned(advantage)}`),
      make("span", { class: "quiet" }, `${tokens} tokens`),
      make("span", { class: "quiet" }, "information set ", make("code", {}, ...shownText(infoset, wanted))),
    ),
  );
}

function roundView(episode: Episode, round: number, setting: EpisodeSetting): HTMLElement {
  const [agent, opponent, collusion, externality] = episode.rounds[round] ?? [undefined, undefined, null, null];
  const costs = [["collusion", collusion], ["externality", externality]] as const;
  const paid = agent === undefined || opponent === undefined ? [] : [
    make("span", { class: `paid ${sense(agent)}` }, `agent ${formatNumber(agent)}`),
    make("span", { class: "quiet" }, `opponent ${formatNumber(opponent)}`),
    ...costs.flatMap(([name, value]) =>
      value === null ? [] : [make("span", { class: "quiet" }, `${name} ${formatNumber(value)}`)]
    ),
  ];
  const decisions = episode.decisions.flatMap((decision, at) =>
    decision.round === round ? [decisionView(decision, setting.matches(at), setting.wanted)] : []
  );
  const none = decisions.length === 0 ? [make("p", { class: "empty" }, "The agent had nothing to decide.")] : [];
  return make(
    "section",
    { class: "round" },
    make("h4", {}, `Round ${round + 1}`, make("span", { class: "payoffs" }, ...paid)),
    ...decisions,
    ...none,
  );
}

function rules(episode: Episode, wanted: string): HTMLElement[] {
  const texts = episode.decisions.flatMap(({ prompt }) =>
    prompt.filter(({ role }) => role === "system").map(({ content }) => content)
  );
  return [...new Set(texts)].map((text) =>
    make("details", { class: "rules" }, make("summary", {}, "Rules, as every prompt begins"), said(text, wanted))
  );
}

function group({ siblings, goTo }: EpisodeSetting): HTMLElement[] {
  if (siblings.length < 2) return [];
  const buttons = siblings.map(({ place, index, payoff, open }) => {
    const button = make(
      "button",
      { type: "button", "aria-pressed": String(open) },
      `${index}: ${formatNumber(payoff)}`,
    );
    button.addEventListener("click", () => goTo(place));
    return button;
  });
  return [
    make("div", { class: "siblings" }, make("span", { class: "label" }, "Its group, payoff a round"), ...buttons),
  ];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** An episode, round by round. */
export function episodeView(episode: Episode, setting: EpisodeSetting): HTMLElement[] {
  const { iteration, domain, pool, opponent, index, played, rounds, decisions } = episode;
  const last = Math.max(rounds.length, ...decisions.map(({ round }) => round + 1));
  return [
    make("h3", {}, "Against ", ...shownText(opponent)),
    make(
      "p",
      { class: "quiet" },
      ...shownText(`${domain}, ${pool} pool, iteration ${iteration}, episode ${index}, ${setting.run}`),
      ...played === undefined ? [] : [", played by ", make("code", {}, ...shownText(played))],
    ),
    make(
      "p",
      { class: "total" },
      `Payoff a round: agent ${formatNumber(mean(rounds.map(([agent]) => agent)))}, ` +
        `opponent ${formatNumber(mean(rounds.map(([, theirs]) => theirs)))}`,
    ),
    ...group(setting),
    ...rules(episode, setting.wanted),
    ...Array.from({ length: last }, (_, round) => roundView(episode, round, setting)),
  ];
}
