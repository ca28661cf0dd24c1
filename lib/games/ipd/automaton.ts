import { byOther, type Machine } from "./machine.ts";
import { type Move, MOVES } from "./rules.ts";

/**
 * A deterministic Moore machine that reads the other's moves: for each state the move, the state after the other's C and
 * the state after its D; play starts in state 0. Tit-for-tat is `automaton(C01,D01)`, tit-for-two-tats
 * `automaton(C01,C02,D02)`.
 */
export type AutomatonName = `automaton(${string})`;

/** The most states of an automaton. */
export const MAX_AUTOMATON_STATES = 3 satisfies AutomatonStates;

/** A number of states that automata are searched up to. */
export type AutomatonStates = 1 | 2 | 3;

/** A state: its move, then the states after C and after D. */
type State = readonly [move: Move, cooperated: number, defected: number];

const nameOf = (states: readonly State[]): AutomatonName =>
  `automaton(${states.map((state) => state.join("")).join(",")})`;

/** Whether the states are numbered as they are first reached, C before D, and all are. */
function isInOrder(states: readonly State[]): boolean {
  const reached = [0];
  for (const at of reached) {
    const [, ...next] = states[at]!;
    for (const state of next) if (!reached.includes(state)) reached.push(state);
  }
  return reached.length === states.length && reached.every((state, place) => state === place);
}

/** Whether no smaller automaton plays the same: splits states by move, then by where they lead, until nothing changes. */
function isMinimal(states: readonly State[]): boolean {
  let classes = states.map(([move]) => MOVES.indexOf(move));
  for (let round = 0; round < states.length; round++) {
    const keys = states.map(([, c, d], at) => `${classes[at]} ${classes[c]} ${classes[d]}`);
    const distinct = [...new Set(keys)];
    classes = keys.map((key) => distinct.indexOf(key));
  }
  return new Set(classes).size === states.length;
}

/** All lists of `length` items. */
function lists<Item>(items: readonly Item[], length: number): readonly (readonly Item[])[] {
  if (length === 0) return [[]];
  return items.flatMap((item) => lists(items, length - 1).map((rest) => [item, ...rest]));
}

/**
 * The automata of up to `states` states that play differently, each by its smallest form: 2, 26 or 1,054 of them. Fewer
 * states come first, then C before D and lower states before higher. M. Domaratzki, D. Kisman and J. Shallit, "On the
 * number of distinct languages accepted by finite automata with n states" (2002), count them.
 *
 * @throws {RangeError} If `states` isn't an integer from 1 to 3.
 */
export function automata(states: AutomatonStates): readonly AutomatonName[] {
  if (!(Number.isSafeInteger(states) && states >= 1 && states <= MAX_AUTOMATON_STATES)) {
    throw new RangeError(`Cannot list automata of ${states} states: an integer from 1 to 3 is needed`);
  }
  return Array.from({ length: states }, (_, smaller) => smaller + 1).flatMap((size) => {
    const targets = Array.from({ length: size }, (_, state) => state);
    const single = MOVES.flatMap((move) => targets.flatMap((c) => targets.map((d): State => [move, c, d])));
    return lists(single, size).filter((candidate) => isInOrder(candidate) && isMinimal(candidate)).map(nameOf);
  });
}

const NAME = /^automaton\(([CD][0-2]{2}(?:,[CD][0-2]{2}){0,2})\)$/;

/** How an automaton plays; undefined if `name` isn't one's. */
export function automatonMachine(name: string): Machine | undefined {
  const states = NAME.exec(name)?.[1]?.split(",");
  if (states === undefined) return undefined;
  const machine = states.map(([move, cooperated, defected]) => ({
    cooperates: move === "C" ? 1 : 0,
    next: byOther(Number(cooperated), Number(defected)),
  }));
  return machine.every(({ next }) => Math.max(next.CC, next.CD) < machine.length) ? machine : undefined;
}
