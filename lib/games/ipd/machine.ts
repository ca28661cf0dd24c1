import type { Joint } from "./rules.ts";

/** A state of a {@linkcode Machine}. */
export interface MachineState {
  /** Probability of C, in [0, 1]. */
  readonly cooperates: number;
  /** The state after a round, own move first. */
  readonly next: Readonly<Record<Joint, number>>;
}

/**
 * A strategy as a finite machine: its state says with which probability it cooperates, and what was played leads to the
 * next state. It starts in state 0. Everybody who plays by a rule is one, so what walks machines knows all strategies.
 */
export type Machine = readonly MachineState[];

/** Probabilities of C after CC, CD, DC and DD, own move first. */
export type AfterEach = readonly [cc: number, cd: number, dc: number, dd: number];

/** The machine that cooperates with `opening` at first, then by what was played in the round before. */
export function memoryOne(opening: number, [cc, cd, dc, dd]: AfterEach): Machine {
  const next = { CC: 1, CD: 2, DC: 3, DD: 4 };
  return [opening, cc, cd, dc, dd].map((cooperates) => ({ cooperates, next }));
}

/** The next states of one who heeds the other's move alone. */
export function byOther(cooperated: number, defected: number): MachineState["next"] {
  return { CC: cooperated, CD: defected, DC: cooperated, DD: defected };
}

/**
 * What can be played next, with its probability, when one player cooperates with `own` and the other with `other`;
 * what is impossible is left out.
 */
export function jointly(own: number, other: number): readonly (readonly [joint: Joint, probability: number])[] {
  const all = [
    ["CC", own * other],
    ["CD", own * (1 - other)],
    ["DC", (1 - own) * other],
    ["DD", (1 - own) * (1 - other)],
  ] as const;
  return all.filter(([, probability]) => probability > 0);
}

/** The state of `machine` after `joints`, its own move first. */
export function stateAfter(machine: Machine, joints: readonly Joint[]): MachineState {
  return joints.reduce((state, joint) => machine[state.next[joint]]!, machine[0]!);
}
