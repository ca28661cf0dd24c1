/** Sentences that stand under tables. */
import { FOLD_PENALTY } from "../games/kuhn/folds.ts";
import { BOOTSTRAP } from "./hierarchical_bootstrap.ts";
import type { Edition } from "./paper_schema.ts";

/** What a paper's row is, and what ours beside it is. */
export function checkpointNote(edition: Edition): string {
  const measured = edition === "v1" ? "greedily, over 8–20 episodes" : "at temperature 0.8, over 16 episodes";
  return `The paper measured ${measured} an opponent and reports the checkpoint with the highest Safety on these. Ours is ` +
    "measured as the run's evaluation settings say; SEPO best is the checkpoint that each run's selection line names, by " +
    "the highest J on samples for choosing, and its figures are from other samples.";
}

/** What our intervals cover. */
export function intervalNote(domain?: string): string {
  const [percent, replicates] = [100 * BOOTSTRAP.level, BOOTSTRAP.replicates.toLocaleString("en-US")];
  const covered = domain === undefined
    ? "In Kuhn they cover seeds and replies, elsewhere seeds and episodes."
    : domain === "kuhn"
    ? "Seeds are drawn again, and for each its replies at every information set, from which all measures are computed anew; " +
      "with one seed the interval covers its replies alone."
    : "Seeds are drawn again, and for each its episodes against every opponent, from which all measures are computed " +
      "anew; with one seed the interval covers its episodes alone.";
  return `Ours: mean over seeds [${percent} % percentile interval of a bootstrap with ${replicates} resamples from a fixed ` +
    `random seed]. ${covered}`;
}

/** How Safety is recomputed, and what its flags mean. */
export const RECOMPUTED_NOTE =
  "Safety recomputed: s·Pay − λe·s·Exploit − λc·Coll − λx·Ext of the printed columns. Coll " +
  "needed: where Coll isn't printed, the one that would make the printed Safety.";

/** What our Safety in v1's table of Kuhn poker subtracts. */
export const FOLDS_NOTE =
  `Our Safety here subtracts ${FOLD_PENALTY.weight} times folds ÷ decisions against ${FOLD_PENALTY.opponent}, as v1's does; it ` +
  "punishes correct folds too, and nothing is trained by it.";

/** What our NRA leaves out. */
export const NRA_NOTE = "Our NRA is the mean over the opponents with whom the payoffs' sum is positive.";

/** What v1's runs were trained on. */
export const V1_NOTE =
  "v1's runs trained on payoff alone, as its authors found: their penalty was one number for a whole " +
  "group, which the group's mean cancels (credit shared). Ours train with the credit of their arm, per-pool where it names " +
  "none.";
