import type { Penalty } from "../games/types.ts";
import { episodeGap, episodeTerms, meanOrZero } from "./episode_terms.ts";
import { poolPenalties, worstExploiter } from "./pool_penalties.ts";
import { termWeights } from "./term_weights.ts";
import { type CreditSettings, type Group, PENALTIES, type PenaltyTerms, type TrainingPool } from "./types.ts";

/** Which penalties an episode of each pool carries. */
export const CARRIED: Readonly<Record<TrainingPool, readonly Penalty[]>> = {
  train: ["externality"],
  exploit: ["exploitability", "externality"],
  collusive: ["collusion"],
};

const NOTHING: PenaltyTerms = { exploitability: 0, collusion: 0, externality: 0 };

/**
 * Whether an opponent is taken to exploit the agent, as the pool's clip asks: by its gap where that is known, else by the
 * group's other episodes. Not by the episode itself, which would bring the clip of each episode back.
 */
function exploits({ gap, episodes }: Group, episode: number): boolean {
  return (gap ?? meanOrZero(episodes.filter((_, other) => other !== episode).map(episodeGap))) > 0;
}

/** What an episode of a pool caused, unscaled. */
function caused(group: Group, episode: number, worst: Group | undefined, settings: CreditSettings): PenaltyTerms {
  const terms = episodeTerms(group.episodes[episode]!);
  const counts = settings.exploitTerm !== "worst" || group === worst;
  const clipped = settings.clip === "episode"
    ? terms.exploitability
    : exploits(group, episode)
    ? episodeGap(group.episodes[episode]!)
    : 0;
  const all: PenaltyTerms = { ...terms, exploitability: counts ? clipped : 0 };
  return byPenalty((name) => CARRIED[group.pool].includes(name) ? all[name] : 0);
}

function byPenalty(of: (name: Penalty) => number): PenaltyTerms {
  return { exploitability: of("exploitability"), collusion: of("collusion"), externality: of("externality") };
}

/**
 * λe·s·e, λc·c and λx·x as they are credited to each episode: penalties_G_R. Where they come from is the arm:
 *
 * - `per-pool`: the episode whose actions caused it (the corrected SEPO): an exploit episode its e and x, a train episode its x,
 *   a collusive episode its c. The gradient points up J as far as return, clip and weighting let it.
 * - `auxiliary` (v1 as written): fresh episodes played beside each train episode. They don't depend on the credited
 *   actions, so the penalty's expected gradient is 0 while advantages aren't divided by the group's standard deviation. With
 *   the division the penalty's noise shrinks the payoff's gradient: to 0.50 of reward-only's with `return: round`, to 0.25
 *   with `toGo` (three rounds of IPD, P(defect) = 0.3, four episodes a group).
 * - `shared` (v1 as run): one estimate for all train episodes. A constant in a group cancels in its mean: gradient 0, exactly.
 * - `reward-only`: nothing.
 *
 * The last three push as far from ∇J as s·u does alone: cosines −0.36 in IPD and 0.76 in Kuhn poker, undivided, where
 * per-pool's are 1.00; see `advantages`.
 *
 * e of an episode is max(0, v̄ − ū) with `clip: episode` (the paper's), which punishes variance (cosines 1.00 and 0.83);
 * with `clip: pool` it is v̄ − ū where the opponent exploits the agent on the whole, else 0, whose expectation is what J's
 * clip of the mean has. Whether it does is only known from elsewhere than the group, see `Group.gap`: its own episodes share
 * deals, so that they show who was lucky (1.00 in IPD, which deals nothing, 0.46 in Kuhn poker). With `exploitTerm: worst`
 * only the opponent that gains most counts; with `exact` the exploit pool is the best response, and the rule is the pool's.
 */
export function creditedPenalties(groups: readonly Group[], settings: CreditSettings): PenaltyTerms[][] {
  const { penalties, payoffScale, credit } = settings;
  const weights = termWeights(groups, settings);
  const scaled = (terms: PenaltyTerms) =>
    byPenalty((name) => {
      const scale = name === "exploitability" ? payoffScale : 1;
      return (penalties[name] ?? 0) * scale * weights[name] * terms[name];
    });
  const shared = credit === "shared" ? poolPenalties(groups, settings) : NOTHING;
  const worst = worstExploiter(groups);
  const terms = (group: Group, episode: number): PenaltyTerms => {
    switch (credit) {
      case "per-pool":
        return caused(group, episode, worst, settings);
      case "auxiliary":
        return group.pool === "train" ? auxiliary(group, episode) : NOTHING;
      case "shared":
        return group.pool === "train" ? shared : NOTHING;
      case "reward-only":
        return NOTHING;
    }
  };
  return groups.map((group) => group.episodes.map((_, episode) => scaled(terms(group, episode))));
}

function auxiliary({ opponent, auxiliary }: Group, episode: number): PenaltyTerms {
  const terms = auxiliary?.[episode];
  if (terms === undefined) throw new TypeError(`No auxiliary episodes were played beside those against "${opponent}"`);
  return terms;
}

/** P: the sum of an episode's credited penalties. */
export function total(penalties: PenaltyTerms): number {
  return PENALTIES.reduce((sum, name) => sum + penalties[name], 0);
}
