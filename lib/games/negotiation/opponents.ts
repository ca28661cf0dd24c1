import { namesOf } from "../names_of.ts";
import { balanced, brokeDown, constantly, type Negotiator } from "./negotiator.ts";
import { type Demand, demandOf, isAction } from "./rules.ts";

/** Scripted opponents. SEPO (arXiv 2605.30854) and its supplement. None of them draws a coin. */
const NEGOTIATORS = {
  "fair(5)": constantly(5),
  /**
   * 6 in every round. The text explains only the opponents whose name doesn't say it all, and this is not among them,
   * so the number is the demand, as in fair(5) and hardball(8). The demonstrator of the same name yields:
   * `balanced(6,3)`.
   */
  "balanced(6)": constantly(6),
  /**
   * The balanced demonstrator as an opponent: 6, but 3 right after a demand of 7 or more. In no pool of the paper's.
   */
  "balanced(6,3)": balanced,
  /** 6, and 5 right after a breakdown; after a deal it asks for 6 again. The text leaves open how long it concedes. */
  concede: (seen) => brokeDown(seen) ? 5 : 6,
  "selfish(7)": constantly(7),
  "hardball(8)": constantly(8),
} as const satisfies Record<string, Negotiator>;

/** An opponent that demands the same in every round, whatever it is. */
export type ConstantName = `constant(${Demand})`;

/** An opponent's name. */
export type NegotiationOpponent = keyof typeof NEGOTIATORS | ConstantName;

/** The opponents that have a name of their own. */
export const SCRIPTED_OPPONENTS = namesOf(NEGOTIATORS);

const CONSTANT = /^constant\(([1-9])\)$/;

/** The demand that a name gives, or undefined if it isn't the name of a constant opponent. */
function constantOf(name: string): Demand | undefined {
  const digit = CONSTANT.exec(name)?.[1];
  return digit !== undefined && isAction(digit) ? demandOf(digit) : undefined;
}

function isScripted(name: string): name is keyof typeof NEGOTIATORS {
  return Object.hasOwn(NEGOTIATORS, name);
}

/** Opponents whose names say that they demand the same in every round. */
const SAME_AS_CONSTANT = /^(?:fair|balanced|selfish|hardball)(\([1-9]\))$/;

/** One name for all names of the same opponent: `constant(5)` for `fair(5)`. */
export function negotiationPlayer(name: string): string {
  return name.replace(SAME_AS_CONSTANT, "constant$1");
}

/** Whether `name` is an opponent of negotiation; held-out ones are not. */
export function isNegotiationOpponent(name: unknown): name is NegotiationOpponent {
  return typeof name === "string" && (isScripted(name) || constantOf(name) !== undefined);
}

/** The opponents' names for an error message. */
export const OPPONENTS_IN_WORDS = `${SCRIPTED_OPPONENTS.join(", ")} or constant(d) with d from 1 to 9`;

/**
 * How an opponent plays.
 *
 * @throws {RangeError} If there is no such opponent.
 */
export function opponentNegotiator(opponent: NegotiationOpponent): Negotiator {
  if (isScripted(opponent)) return NEGOTIATORS[opponent];
  const demand = constantOf(opponent);
  if (demand === undefined) {
    throw new RangeError(`Unknown negotiation opponent "${opponent}": use ${OPPONENTS_IN_WORDS}`);
  }
  return constantly(demand);
}
