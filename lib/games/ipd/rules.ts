/**
 * The rules of the iterated prisoner's dilemma as tables. Both players move at once in each round; payoffs are those of
 * R. Axelrod, "Effective choice in the prisoner's dilemma" (1980).
 */

import type { Round } from "../types.ts";

/** A move: C cooperates, D defects. */
export type Move = "C" | "D";

/** What was played in a round, the own move first. */
export type Joint = `${Move}${Move}`;

/** An action in the words that prompts and replies use. */
export type IpdAction = "COOPERATE" | "DEFECT";

/** The moves; C first, which is how ties are broken. */
export const MOVES = ["C", "D"] as const satisfies readonly Move[];

/** What can be played in a round, the own move first. Tables and names list moves in this order. */
export const JOINTS = ["CC", "CD", "DC", "DD"] as const satisfies readonly Joint[];

/** The word of each move. */
export const ACTIONS = { C: "COOPERATE", D: "DEFECT" } as const satisfies Record<Move, IpdAction>;

/** What is legal, in every round. */
export const LEGAL = [ACTIONS.C, ACTIONS.D] as const satisfies readonly IpdAction[];

/** Points: temptation, reward, punishment, the sucker's payoff. */
export const POINTS = { T: 5, R: 3, P: 1, S: 0 } as const;

/** Points of the player whose move is first, then of the other. */
export const PAYOFFS = {
  CC: [POINTS.R, POINTS.R],
  CD: [POINTS.S, POINTS.T],
  DC: [POINTS.T, POINTS.S],
  DD: [POINTS.P, POINTS.P],
} as const satisfies Record<Joint, readonly [own: number, other: number]>;

/** What two moves make together, by the own move and then by the other's. */
export const TOGETHER = {
  C: { C: "CC", D: "CD" },
  D: { C: "DC", D: "DD" },
} as const satisfies Record<Move, Record<Move, Joint>>;

/** The same round as the other player sees it. */
export const MIRRORED = { CC: "CC", CD: "DC", DC: "CD", DD: "DD" } as const satisfies Record<Joint, Joint>;

/**
 * What a round of the agent (first) and the opponent comes to: points; collusion, 1 where the agent defects; externality,
 * the share of the reward R that the pair's mean payoff falls short of it. SEPO (arXiv 2605.30854).
 */
function outcome(joint: Joint): Round {
  const [agent, opponent] = PAYOFFS[joint];
  return {
    agent,
    opponent,
    collusion: joint === "DC" || joint === "DD" ? 1 : 0,
    externality: Math.max(0, (POINTS.R - (agent + opponent) / 2) / POINTS.R),
  };
}

/** What each round comes to, the agent's move first. */
export const OUTCOMES: Readonly<Record<Joint, Round>> = {
  CC: outcome("CC"),
  CD: outcome("CD"),
  DC: outcome("DC"),
  DD: outcome("DD"),
};

/** Whether `text` says what was played in a round. */
export function isJoint(text: string): text is Joint {
  return JOINTS.some((joint) => joint === text);
}

/**
 * The move that an action's word stands for.
 *
 * @throws {RangeError} If the action isn't legal.
 */
export function moveOf(action: string): Move {
  if (action === ACTIONS.C) return "C";
  if (action === ACTIONS.D) return "D";
  throw new RangeError(`Illegal prisoner's dilemma action "${action}": ${LEGAL.join(" and ")} are legal`);
}
