import { z } from "zod";
import { heldOutPool, pool } from "../pool_options.ts";
import { HELD_OUT_OPPONENTS } from "./held_out.ts";
import { isKuhnOpponent, kuhnPlayer, OPPONENTS_IN_WORDS } from "./opponents.ts";

const opponents = pool(isKuhnOpponent, OPPONENTS_IN_WORDS, kuhnPlayer);

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
    train: opponents.min(1).default(["nash-approx", "tight-passive", "loose-aggressive"]),
    /** Who shows how exploitable the agent is. The authors' code has max-exploiter alone. */
    exploit: opponents.default(["nash-approx", "always-bet"]),
    /** Whom the agent meets in evaluation only. */
    shifted: opponents.default(["always-pass", "always-bet"]),
    /** Whom the agent meets in evaluation only, and whom no other pool takes. */
    heldOut: heldOutPool(HELD_OUT_OPPONENTS),
  }).prefault({}),
});

/** Options as a researcher writes them: all may be left out. */
export type KuhnOptionsInput = z.input<typeof kuhnOptions>;

/** Options with every default filled in. */
export type KuhnOptions = z.output<typeof kuhnOptions>;
