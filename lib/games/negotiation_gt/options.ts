import { z } from "zod";
import { heldOutPool, pool } from "../pool_options.ts";
import { HELD_OUT_OPPONENTS } from "./held_out.ts";
import { isNegotiationGtOpponent, SCRIPTED_OPPONENTS } from "./opponents.ts";

const opponents = pool(isNegotiationGtOpponent, SCRIPTED_OPPONENTS.join(", "));

/**
 * What can be set about the three-item negotiation; everything has a default, which is the paper's. Values stay fixed for
 * the episode, as the paper has it; the authors' code draws the opponent's anew in every round.
 */
export const negotiationGtOptions = z.strictObject({
  /** Rounds in an episode. Prompts tell all of them, so their number is bounded. */
  rounds: z.int().min(1).max(20).default(4),
  /** Opponents by their part in the objective. */
  pools: z.strictObject({
    /** Whom the agent earns its payoff against. */
    train: opponents.min(1).default(["fair", "tit-for-tat", "concede"]),
    /** Who shows how exploitable the agent is. The authors' code has hardball-all-but-one for hardball. */
    exploit: opponents.default(["greedy", "hardball"]),
    /** Whom the agent's demands are held against as collusion. */
    collusive: opponents.default(["fair"]),
    /** Whom the agent meets in evaluation only; the paper names none. */
    shifted: opponents.default([]),
    /** Whom the agent meets in evaluation only, and whom no other pool takes. */
    heldOut: heldOutPool(HELD_OUT_OPPONENTS),
  }).prefault({}),
});

/** Options as a researcher writes them: all may be left out. */
export type NegotiationGtOptionsInput = z.input<typeof negotiationGtOptions>;

/** Options with every default filled in. */
export type NegotiationGtOptions = z.output<typeof negotiationGtOptions>;
