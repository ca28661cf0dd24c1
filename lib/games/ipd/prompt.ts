import type { Message } from "../types.ts";
import { jointsOf } from "./history.ts";
import { LEGAL, PAYOFFS } from "./rules.ts";

/** The system turn. It is short because a small model pays for every token of it at every decision. */
function rules(rounds: number): Message {
  const { CC, CD, DC, DD } = PAYOFFS;
  return {
    role: "system",
    content:
      `You play an iterated prisoner's dilemma of ${rounds} ${
        rounds === 1 ? "round" : "rounds"
      } for points. Each round ` +
      "you and your opponent choose COOPERATE (C) or DEFECT (D) at the same time. Points, you first: " +
      `CC ${CC.join("-")}, CD ${CD.join("-")}, DC ${DC.join("-")}, DD ${DD.join("-")}. ` +
      "Give one sentence of reasoning, then the action alone on the last line.",
  };
}

/** The turns that ask a player who has seen an information set. */
export type Ask = (infoset: string) => readonly [system: Message, user: Message];

/**
 * The prompts of a game of `rounds` rounds. A prompt says what its information set says, in the same order, and nothing
 * else.
 */
export function ipdPrompts(rounds: number): Ask {
  const system = rules(rounds);
  return (infoset) => {
    const joints = jointsOf(infoset);
    const points = (player: 0 | 1) => joints.reduce((sum, joint) => sum + PAYOFFS[joint][player], 0);
    const content = `Round ${joints.length + 1} of ${rounds}. ` +
      `Played, you first: ${joints.length === 0 ? "nothing yet" : infoset}. ` +
      `Points: you ${points(0)}, opponent ${points(1)}. Choose ${LEGAL.join(" or ")}.`;
    return [system, { role: "user", content }];
  };
}
