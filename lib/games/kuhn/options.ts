import { z } from "zod";
import { isKuhnOpponent, type KuhnOpponent, OPPONENTS_IN_WORDS } from "./opponents.ts";

const opponent = z.custom<KuhnOpponent>(isKuhnOpponent, {
  error: `must be ${OPPONENTS_IN_WORDS}`,
});

/** A pool. Each opponent is one group of episodes, so none may stand in it twice. */
const pool = z.array(opponent).refine((names) => new Set(names).size === names.length, {
  error: "must name each opponent once",
});

/**
 * What can be set about Kuhn poker; everything has a default, which is the paper's. There is no collusive pool: the
 * domain has no collusion to penalize.
 */
export const kuhnOptions = z.strictObject({
  /** Hands in an episode; the agent moves first in hands 0, 2, 4, … */
  hands: z.int().min(1).max(1000).default(6),
  /** Opponents by their part in the objective. */
  pools: z.strictObject({
    /** Whom the agent earns its payoff against. */
    train: pool.min(1).default(["nash-approx", "tight-passive", "loose-aggressive"]),
    /** Who shows how exploitable the agent is. The authors' code has max-exploiter alone. */
    exploit: pool.default(["nash-approx", "always-bet"]),
    /** Whom the agent meets in evaluation only. */
    shifted: pool.default(["always-pass", "always-bet"]),
  }).prefault({}),
});

/** Options as a researcher writes them: all may be left out. */
export type KuhnOptionsInput = z.input<typeof kuhnOptions>;

/** Options with every default filled in. */
export type KuhnOptions = z.output<typeof kuhnOptions>;
