import type { Message } from "../types.ts";
import {
  ACTIONS,
  CARD_NAMES,
  CARDS,
  HISTORIES,
  type History,
  type Infoset,
  type KuhnAction,
  type Move,
} from "./rules.ts";

/** The system turn. It is short because a small model pays for every token of it at every decision. */
const RULES = "You play Kuhn poker to win chips. Deck: Jack < Queen < King. Each player antes 1 chip and gets " +
  "one card. First player: PASS or BET 1 chip; after a PASS the second may PASS or BET. Facing a BET: CALL (1 chip) " +
  "or FOLD. FOLD loses the ante; else the higher card wins the pot. Give one sentence of reasoning, then the action " +
  "alone on the last line.";

/** What has happened in the hand, for the one who is to act. */
const SITUATIONS: Readonly<Record<History, string>> = {
  "": "You act first.",
  p: "Your opponent passed first.",
  b: "Your opponent bet first.",
  pb: "You passed, then your opponent bet.",
};

/** What is asked at an information set. */
export interface KuhnPrompt {
  /** Legal actions: first the one that puts no chip in, then the one that does. */
  readonly legal: readonly [pass: KuhnAction, bet: KuhnAction];
  readonly messages: readonly [system: Message, user: Message];
}

const PROMPTS: ReadonlyMap<Infoset, KuhnPrompt> = new Map(
  CARDS.flatMap((card) =>
    HISTORIES.map((history): [Infoset, KuhnPrompt] => {
      const { p, b } = ACTIONS[history];
      const content = `Your card: ${CARD_NAMES[card]}. ${SITUATIONS[history]} Choose ${p} or ${b}.`;
      const messages = [{ role: "system", content: RULES }, { role: "user", content }] as const;
      return [`${card}${history}`, { legal: [p, b], messages }];
    })
  ),
);

/** The prompt of an information set. Nothing else goes into it, so there are exactly 12. */
export function kuhnPrompt(infoset: Infoset): KuhnPrompt {
  return PROMPTS.get(infoset)!;
}

/**
 * Reads the move out of an action's word.
 *
 * @throws {RangeError} If the action isn't legal there.
 */
export function kuhnMove(infoset: Infoset, action: string): Move {
  const [pass, bet] = kuhnPrompt(infoset).legal;
  if (action === pass) return "p";
  if (action === bet) return "b";
  throw new RangeError(`Illegal Kuhn action "${action}": ${pass} and ${bet} are legal here`);
}
