import { balanced, brokeDown, constantly, type Negotiator } from "./negotiator.ts";
import type { NegotiationOpponent } from "./opponents.ts";
import { leftBy, nearestDemand } from "./rules.ts";

/** A rule-based player whose decisions become SFT data. */
export interface NegotiationDemonstrator {
  readonly name: string;
  /** Share of the episodes that it plays. */
  readonly weight: number;
  readonly negotiator: Negotiator;
}

/** First 6; after a breakdown one less than before, at least 3; after a deal the same again. */
const conceding: Negotiator = (seen) => {
  const last = seen.own.at(-1);
  if (last === undefined) return 6;
  return brokeDown(seen) ? nearestDemand(Math.max(3, last - 1)) : last;
};

/** First 5; then what the other's last demand leaves. */
const titForTat: Negotiator = ({ other }) => {
  const last = other.at(-1);
  return last === undefined ? 5 : leftBy(last);
};

/** The demonstrators and their shares in the paper's data set. */
export const DEMONSTRATORS: readonly NegotiationDemonstrator[] = [
  { name: "fair-split", weight: 0.32, negotiator: constantly(5) },
  { name: "balanced", weight: 0.27, negotiator: balanced },
  { name: "concede", weight: 0.18, negotiator: conceding },
  { name: "tit-for-tat", weight: 0.15, negotiator: titForTat },
  // 3 to 7, each as likely.
  { name: "random", weight: 0.08, negotiator: (_, coin) => nearestDemand(3 + Math.floor(5 * coin())) },
];

/** Whom demonstrators play, equally often. */
export const DEMONSTRATION_OPPONENTS = [
  "selfish(7)",
  "fair(5)",
  "balanced(6)",
] as const satisfies readonly NegotiationOpponent[];
