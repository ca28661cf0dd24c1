import type { Message } from "../types.ts";
import type { AuctionRules } from "./rules.ts";
import type { PastRound, Seen } from "./seen.ts";

/** The system turn. It is short because a small model pays for every token of it at every decision. */
function systemTurn(ties: AuctionRules["ties"], losses: AuctionRules["losses"]): Message {
  const win = `The higher bid wins its value minus its bid${
    losses === "clipped" ? ", at least 0" : ""
  }; the lower earns 0.`;
  const tie = ties === "coin" ? "A coin decides a tie." : "A tie pays each player half of a win.";
  const content =
    "You bid in a repeated first-price auction to earn points. Each round both players draw a private value, " +
    `2 or 4, and secretly bid LOW (1), MEDIUM (2) or HIGH (3). ${win} ${tie} ` +
    "Give one sentence of reasoning, then the action alone on the last line.";
  return { role: "system", content };
}

const SYSTEM_TURNS = {
  split: { kept: systemTurn("split", "kept"), clipped: systemTurn("split", "clipped") },
  coin: { kept: systemTurn("coin", "kept"), clipped: systemTurn("coin", "clipped") },
} as const satisfies Record<AuctionRules["ties"], Record<AuctionRules["losses"], Message>>;

const told = ({ own, other, outcome }: PastRound) => `${own}-${other} ${outcome}`;

/**
 * The prompt of one decision: the rules, then round, score, past bids and the value of a player. Both have the same
 * form.
 */
export function auctionPrompt(
  { rounds, ties, losses }: AuctionRules,
  { value, score, past }: Seen,
): readonly [system: Message, user: Message] {
  const history = past.length === 0 ? "" : ` Bids so far (you-opponent): ${past.map(told).join(", ")}.`;
  const content = `Round ${past.length + 1} of ${rounds}. Your score: ${score}.${history} ` +
    `Your value: ${value}. Choose LOW, MEDIUM or HIGH.`;
  return [SYSTEM_TURNS[ties][losses], { role: "user", content }];
}
