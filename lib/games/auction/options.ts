import { z } from "zod";
import { heldOutPool, pool } from "../pool_options.ts";
import { AUCTION_HELD_OUT } from "./held_out.ts";
import { isAuctionOpponent, OPPONENTS_IN_WORDS } from "./opponents.ts";
import { MAX_ROUNDS } from "./rules.ts";

const opponents = pool(isAuctionOpponent, OPPONENTS_IN_WORDS);

/** What can be set about the auction; everything has a default, which is the paper's text. */
export const auctionOptions = z.strictObject({
  /** Rounds in an episode. */
  rounds: z.int().min(1).max(MAX_ROUNDS).default(6),
  /**
   * Whether equal bids pay each player half of what a win pays, or a coin gives one of them the object (the authors'
   * code).
   */
  ties: z.enum(["split", "coin"]).default("split"),
  /** Whether a win above the own value costs points, or pays 0 (the authors' code). */
  losses: z.enum(["kept", "clipped"]).default("kept"),
  /** Opponents by their part in the objective. */
  pools: z.strictObject({
    /** Whom the agent earns its payoff against. */
    train: opponents.min(1).default(["truthful", "conservative", "shaded", "adaptive"]),
    /** Who shows how exploitable the agent is. */
    exploit: opponents.default(["aggressive"]),
    /** Who tempts the agent to keep prices down. */
    collusive: opponents.default(["collusive-low"]),
    /** Whom the agent meets in evaluation only. */
    shifted: opponents.default(["aggressive"]),
    /** Whom the agent meets in evaluation only, and whom no other pool takes. */
    heldOut: heldOutPool(AUCTION_HELD_OUT),
  }).prefault({}),
});

/** Options as a researcher writes them: all may be left out. */
export type AuctionOptionsInput = z.input<typeof auctionOptions>;

/** Options with every default filled in. */
export type AuctionOptions = z.output<typeof auctionOptions>;
