import { type KuhnOpponent, opponentPolicy } from "./opponents.ts";
import { type KuhnPolicy, policyFromRows } from "./policy.ts";

/** A rule-based player whose decisions become SFT data. */
export interface KuhnDemonstrator {
  readonly name: string;
  /** Share of the episodes that it plays. */
  readonly weight: number;
  readonly policy: KuhnPolicy;
}

/** The demonstrators and their shares in the paper's data set. */
export const DEMONSTRATORS: readonly KuhnDemonstrator[] = [
  { name: "nash-approx", weight: 0.45, policy: opponentPolicy("nash-approx") },
  { name: "tight-value", weight: 0.25, policy: opponentPolicy("tight-passive") },
  {
    // Tight, but bluffs the Jack now and then.
    name: "pot-control",
    weight: 0.20,
    policy: policyFromRows({ "": [0.2, 0, 1], p: [0.2, 0, 1], b: [0, 0, 1], pb: [0, 0, 1] }),
  },
  {
    name: "random-legal",
    weight: 0.08,
    policy: policyFromRows({ "": [0.5, 0.5, 0.5], p: [0.5, 0.5, 0.5], b: [0.5, 0.5, 0.5], pb: [0.5, 0.5, 0.5] }),
  },
  { name: "always-pass-queen", weight: 0.02, policy: opponentPolicy("tight-passive") },
];

/** Whom demonstrators play, equally often. */
export const DEMONSTRATION_OPPONENTS = [
  "nash-approx",
  "tight-passive",
  "loose-aggressive",
  "always-pass",
  "always-bet",
] as const satisfies readonly KuhnOpponent[];
