import { type IpdOpponent, mixed } from "./opponents.ts";

/** A rule-based player whose decisions become SFT data. */
export interface IpdDemonstrator {
  readonly name: string;
  /** Share of the episodes that it plays. */
  readonly weight: number;
  /** The scripted opponent that it plays like. */
  readonly plays: IpdOpponent;
}

/** The demonstrators and their shares in the paper's data set. */
export const DEMONSTRATORS: readonly IpdDemonstrator[] = [
  { name: "tit-for-tat", weight: 0.33, plays: "tit-for-tat" },
  { name: "always-defect", weight: 0.27, plays: "always-defect" },
  { name: "grim", weight: 0.22, plays: "grim" },
  { name: "random", weight: 0.08, plays: mixed(0.5) },
  { name: "generous-tft", weight: 0.05, plays: "generous-tft" },
  { name: "always-cooperate", weight: 0.05, plays: "always-cooperate" },
];

/** Whom demonstrators play, equally often. */
export const DEMONSTRATION_OPPONENTS = [
  "always-cooperate",
  "always-defect",
  "tit-for-tat",
  "generous-tft",
  "grim",
] as const satisfies readonly IpdOpponent[];
