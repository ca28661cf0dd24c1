import type { Message } from "../types.ts";
import { actionOf, rangesOf } from "./actions.ts";
import type { Items } from "./rules.ts";
import type { Seat } from "./strategy.ts";

/** The system turn. It is short because a small model pays for every token of it at every decision. */
const RULES: Message = {
  role: "system",
  content:
    "Each round you and an opponent divide the same pool of books, hats and balls. You both demand at once, as " +
    "[books, hats, balls]. If the two demands fit the pool on every item, each scores its own demand's value; else both " +
    "score 0. Values are private and stay the same. Give one sentence of reasoning, then your demand alone on the last " +
    "line.",
};

/** What is told of a past round: both demands, and whether they were a deal. */
export function roundLine(round: number, own: Items, other: Items, deal: boolean): string {
  return `Round ${round + 1}: you ${actionOf(own)}, opponent ${actionOf(other)}, ${deal ? "deal" : "breakdown"}.\n`;
}

/**
 * The prompt of a decision.
 *
 * @param round From 0.
 * @param past The lines of the rounds before, one after the other.
 * @param score What the player's deals were worth to it so far, in points.
 */
export function negotiationGtPrompt(
  { pool, values, rounds }: Seat,
  round: number,
  past: string,
  score: number,
): readonly [system: Message, user: Message] {
  const content = `Pool: ${actionOf(pool)}. One is worth to you: ${actionOf(values)}.\n${past}Round ${round + 1} of ` +
    `${rounds}. Your score: ${score}. Demand ${rangesOf(pool)}.`;
  return [RULES, { role: "user", content }];
}
