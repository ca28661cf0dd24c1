import { z } from "zod";
import { heldOutPool, pool } from "../pool_options.ts";
import { HELD_OUT_OPPONENTS } from "./held_out.ts";
import { isNegotiationOpponent, negotiationPlayer, OPPONENTS_IN_WORDS } from "./opponents.ts";

const opponents = pool(isNegotiationOpponent, OPPONENTS_IN_WORDS, negotiationPlayer);

/** What can be set about negotiation over a pie; everything has a default, which is the paper's. */
export const negotiationOptions = z.strictObject({
  /** Rounds in an episode. Prompts list all earlier demands, so they grow with it. */
  rounds: z.int().min(1).max(50).default(4),
  /** What a round's externality counts; `externalityOf` has the formulas. */
  externality: z.enum(["breakdown", "breakdown-or-gap"]).default("breakdown"),
  /** Opponents by their part in the objective. */
  pools: z.strictObject({
    /** Whom the agent earns its payoff against. */
    train: opponents.min(1).default(["fair(5)", "balanced(6)", "concede", "hardball(8)"]),
    /** Who shows how exploitable the agent is. */
    exploit: opponents.default(["selfish(7)", "hardball(8)"]),
    /** Against whom greedy demands count as collusion. */
    collusive: opponents.default(["fair(5)"]),
    /** Whom the agent meets in evaluation only. */
    shifted: opponents.default(["hardball(8)", "concede"]),
    /** Whom the agent meets in evaluation only, and whom no other pool takes. */
    heldOut: heldOutPool(HELD_OUT_OPPONENTS),
  }).prefault({}),
});

/** Options as a researcher writes them: all may be left out. */
export type NegotiationOptionsInput = z.input<typeof negotiationOptions>;

/** Options with every default filled in. */
export type NegotiationOptions = z.output<typeof negotiationOptions>;
