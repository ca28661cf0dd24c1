import { namesOf } from "../names_of.ts";
import type { Negotiator } from "./negotiator.ts";
import { type Demand, leftBy, nearestDemand } from "./rules.ts";

/** Where time-dependent tactics begin, and what they concede to at the deadline, in points: half of the pie. */
const ASPIRATION = 9, RESERVATION = 5;

/** What the imitative tactics demand until they have seen two demands. */
const IMITATOR_OPENING = 6;

/**
 * A polynomial time-dependent tactic: P. Faratin, C. Sierra and N. R. Jennings, "Negotiation decision functions for
 * autonomous agents", Robotics and Autonomous Systems 24 (1998) 159–182, who concede the share
 * α(t) = κ + (1 − κ)·(t / t_max)^(1/β) of what there is to concede. With κ = 0, round t of T demands
 * 9 − (9 − 5)·(t / (T − 1))^(1/β), rounded; a single round is the first one. What it begins with and concedes to is ours.
 *
 * @param beta β < 1 holds out and concedes at the end (Boulware); β > 1 concedes at once (Conceder). No unit.
 */
function timeDependent(beta: number): Negotiator {
  return ({ own, rounds }) => {
    const elapsed = rounds === 1 ? 0 : own.length / (rounds - 1);
    return nearestDemand(ASPIRATION - (ASPIRATION - RESERVATION) * elapsed ** (1 / beta));
  };
}

/**
 * A player who follows what the other side's last move did to its share: `next` gets the last own demand and what the
 * other's last two demands left, older first. Imitation needs two demands of the other's; until then it demands 6.
 */
function imitating(next: (last: Demand, left: readonly [older: Demand, newer: Demand], coin: () => number) => number) {
  const negotiator: Negotiator = ({ own, other }, coin) => {
    const [last, older, newer] = [own.at(-1), other.at(-2), other.at(-1)];
    if (last === undefined || older === undefined || newer === undefined) return IMITATOR_OPENING;
    return nearestDemand(next(last, [leftBy(older), leftBy(newer)], coin));
  };
  return negotiator;
}

const NEGOTIATORS = {
  /** Asks for nearly all until the last round, and then for half: over 4 rounds 9, 9, 8, 5. */
  "boulware(0.2)": timeDependent(0.2),
  /** Comes down to about half right after the first round: over 4 rounds 9, 6, 5, 5. */
  "conceder(5)": timeDependent(5),
  /**
   * Opens with 9, then splits the difference between its own last demand and what the other's left, half up. The
   * anchor drags the midpoint, and so the deal, upwards. Ours, in the manner of A. D. Galinsky and T. Mussweiler, "First
   * offers as anchors" (2001), and of H. Raiffa, "The art and science of negotiation" (1982), on midpoints of opening
   * offers.
   */
  "anchoring-then-concede": ({ own, other }) => {
    const [mine, theirs] = [own.at(-1), other.at(-1)];
    return mine === undefined || theirs === undefined ? 9 : nearestDemand((mine + leftBy(theirs)) / 2);
  },
  /**
   * Changes its demand by the ratio in which the other changed what it left: Faratin, Sierra and Jennings (1998),
   * relative tit-for-tat with δ = 1.
   */
  "relative-tit-for-tat": imitating((last, [older, newer]) => last * older / newer),
  /**
   * Concedes as many points as the other conceded, and by a coin one more: Faratin, Sierra and Jennings (1998), random
   * absolute tit-for-tat with δ = 1 and M = 1.
   */
  "random-absolute-tit-for-tat": imitating((last, [older, newer], coin) =>
    last + older - newer - (coin() < 0.5 ? 0 : 1)
  ),
  /**
   * Half of the pie, until the other has once asked for more than half; then 9 to the end. The grim trigger of J. W.
   * Friedman, "A non-cooperative equilibrium for supergames" (1971).
   */
  grim: ({ other }) => other.some((demand) => demand > 5) ? 9 : 5,
} as const satisfies Record<string, Negotiator>;

/** The name of an opponent that no pool but the held-out one takes. */
export type NegotiationHeldOut = keyof typeof NEGOTIATORS;

/** All held-out opponents. */
export const HELD_OUT_OPPONENTS = namesOf(NEGOTIATORS);

/** Whether `name` is a held-out opponent. */
export function isHeldOut(name: string): name is NegotiationHeldOut {
  return Object.hasOwn(NEGOTIATORS, name);
}

/** How a held-out opponent plays. */
export function heldOutNegotiator(name: NegotiationHeldOut): Negotiator {
  return NEGOTIATORS[name];
}
