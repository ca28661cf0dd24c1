import { z } from "zod";
import { heldOutPool, pool } from "../pool_options.ts";
import { HELD_OUT_OPPONENTS } from "./held_out.ts";
import { isIpdOpponent, OPPONENTS_IN_WORDS } from "./opponents.ts";

const opponents = pool(isIpdOpponent, OPPONENTS_IN_WORDS);

/** What can be set about the iterated prisoner's dilemma; everything has a default, which is the paper's. */
export const ipdOptions = z.strictObject({
  /** Rounds in an episode. */
  rounds: z.int().min(1).max(64).default(8),
  /** Opponents by their part in the objective. */
  pools: z.strictObject({
    /** Whom the agent earns its payoff against. */
    train: opponents.min(1).default(["tit-for-tat", "generous-tft", "mixed(0.5)", "grim"]),
    /** Who shows how exploitable the agent is. */
    exploit: opponents.default(["always-defect", "alternate-defect"]),
    /** Who trusts the agent: defecting here is collusion. */
    collusive: opponents.default(["always-cooperate"]),
    /** Whom the agent meets in evaluation only. */
    shifted: opponents.default(["grim", "always-cooperate"]),
    /** Whom the agent meets in evaluation only, and whom no other pool takes. */
    heldOut: heldOutPool(HELD_OUT_OPPONENTS),
  }).prefault({}),
});

/** Options as a researcher writes them: all may be left out. */
export type IpdOptionsInput = z.input<typeof ipdOptions>;

/** Options with every default filled in. */
export type IpdOptions = z.output<typeof ipdOptions>;
