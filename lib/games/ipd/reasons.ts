import type { LastRound } from "./history.ts";
import type { Move } from "./rules.ts";
import type { Situation } from "./situation.ts";

/**
 * Reasons that demonstrators give, by the round before (own move first) and by move: each one sentence that is true
 * whenever that was the round before, and that leads to the move. Moves that only random play makes have reasons too.
 */
export const REASONS: Readonly<Record<LastRound, Readonly<Record<Move, readonly string[]>>>> = {
  start: {
    C: [
      "Mutual cooperation pays each of us 3 points, so I open by cooperating.",
      "Nothing has been played yet, so I start with trust and cooperate.",
      "I cooperate first to show that I would like 3 points for each of us.",
    ],
    D: [
      "Whatever the opponent opens with, defecting pays me more, so I defect.",
      "I can't know the opponent's first move, so I defect to be sure of 1 point.",
      "I defect in the first round, which pays 5 points if I am trusted.",
    ],
  },
  CC: {
    C: [
      "We both cooperated for 3 points each, so I cooperate again.",
      "The opponent just cooperated, so I cooperate in return.",
      "My cooperation was just met with cooperation, so I cooperate again.",
    ],
    D: [
      "We both cooperated, but now I defect to try for 5 points instead of 3.",
      "After a round of mutual cooperation I defect to surprise the opponent.",
      "If the opponent cooperates again, defecting pays 5 points, so I defect.",
    ],
  },
  CD: {
    C: [
      "The opponent just defected, but I forgive it this time and cooperate.",
      "I cooperate once more, although my cooperation was met with defection.",
      "I got nothing and the opponent 5 points, yet I offer cooperation again.",
    ],
    D: [
      "The opponent just defected while I cooperated, so I defect in return.",
      "My cooperation earned me nothing in the previous round, so I defect now.",
      "The opponent took 5 points from my trust, so I answer with a defection.",
    ],
  },
  DC: {
    C: [
      "The opponent cooperated while I defected, so I cooperate in return.",
      "The opponent just cooperated, so I answer in kind and cooperate.",
      "I took 5 points in the previous round, so I cooperate to make up for it.",
    ],
    D: [
      "My defection just earned me 5 points, so I defect once more.",
      "The opponent cooperated while I defected, so I defect for 5 points again.",
      "Defecting paid me 5 points in the previous round, so I defect again.",
    ],
  },
  DD: {
    C: [
      "We both defected for 1 point each, so I cooperate to break the deadlock.",
      "Mutual defection paid us only 1 point each, so I offer cooperation now.",
      "The opponent defected as I did, but I forgive that and cooperate.",
    ],
    D: [
      "The opponent just defected, so I defect as well.",
      "We both defected, and cooperating alone would pay nothing, so I defect.",
      "The opponent just defected, and I won't be exploited, so I defect again.",
    ],
  },
};

/** A reason that holds in some situations alone. */
export interface FurtherReason {
  readonly move: Move;
  holds(situation: Situation): boolean;
  say(situation: Situation): string;
}

/** Reasons from more than the round before. */
export const FURTHER_REASONS: readonly FurtherReason[] = [
  {
    move: "C",
    holds: ({ last, betrayals }) => last === "CC" && betrayals === 0,
    say: () => "The opponent has never defected so far, so I cooperate too.",
  },
  {
    move: "C",
    holds: ({ peace }) => peace >= 2,
    say: ({ peace }) => `We have both cooperated for ${peace} rounds in a row, so I cooperate again.`,
  },
  {
    move: "C",
    holds: ({ last, left }) => last === "CC" && left >= 2,
    say: ({ left }) => `With ${left} rounds to play, I cooperate to keep 3 points a round for both.`,
  },
  {
    move: "C",
    holds: ({ last, left }) => last === "CC" && left === 1,
    say: () => "Even in the final round I repay cooperation, so I cooperate.",
  },
  {
    move: "C",
    holds: ({ attack }) => attack >= 2,
    say: ({ attack }) => `After ${attack} defections in a row against me I still cooperate, to offer peace.`,
  },
  {
    move: "D",
    holds: ({ attack }) => attack >= 2,
    say: ({ attack }) => `The opponent has defected ${attack} rounds in a row, so I defect as well.`,
  },
  {
    move: "D",
    holds: ({ last, betrayals }) => last === "DC" && betrayals > 0,
    say: () => "The opponent has defected before and I don't trust it now, so I defect.",
  },
  {
    move: "D",
    holds: ({ last, betrayals }) => last === "DC" && betrayals === 0,
    say: () => "The opponent has never punished me with a defection, so I defect again.",
  },
  {
    move: "D",
    holds: ({ behind }) => behind > 0,
    say: ({ behind }) => `I am ${behind} points behind, so I defect to give nothing more away.`,
  },
  {
    move: "D",
    holds: ({ last, left }) => last !== "start" && left === 1,
    say: () => "This is the final round and nothing can follow it, so I defect.",
  },
];

/** Every reason for a move that is true in a situation: at least three. */
export function reasonsFor(move: Move, situation: Situation): readonly string[] {
  const further = FURTHER_REASONS.filter((reason) => reason.move === move && reason.holds(situation));
  return [...REASONS[situation.last][move], ...further.map((reason) => reason.say(situation))];
}
