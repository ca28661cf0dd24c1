import type { Message } from "../types.ts";
import { type Sight, START } from "./history.ts";
import { DEMANDS, PIE } from "./rules.ts";

const RANGE = `an integer from ${DEMANDS[0]} to ${DEMANDS.at(-1)}`;

/** The system turn. It is short because a small model pays for every token of it at every decision. */
const RULES: Message = {
  role: "system",
  content:
    `You and an opponent split a pie of ${PIE} in each round; get as much as you can. Both demand ${RANGE} at the ` +
    `same time. If the demands sum to ${PIE} or less, each gets its demand; else both get 0. Give one sentence of ` +
    "reasoning, then the demand alone on the last line.",
};

/**
 * The prompt of one decision in round `round` (from 0) of `rounds`. Nothing but the sight goes into it, for either
 * player.
 */
export function negotiationPrompt(
  { infoset, score, otherScore }: Sight,
  round: number,
  rounds: number,
): readonly [system: Message, user: Message] {
  const past = infoset === START ? "" : ` Past demands (you-opponent): ${infoset}.`;
  const content = `Round ${
    round + 1
  } of ${rounds}.${past} Score: you ${score}, opponent ${otherScore}. Choose ${RANGE}.`;
  return [RULES, { role: "user", content }];
}
