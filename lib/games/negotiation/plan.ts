import type { Demands } from "./history.ts";
import type { Negotiator } from "./negotiator.ts";
import { type Demand, demandOf, DEMANDS } from "./rules.ts";

/**
 * A pure strategy of the opponent's for the whole episode, that follows on the last round alone. Of its own last
 * demands it holds those that it can have made.
 */
export interface Plan {
  /** The first demand. */
  readonly first: Demand;
  /** For each later round, by the own last demand: the demand that answers each last demand, 1 to 9, of the other. */
  readonly later: readonly ReadonlyMap<Demand, readonly Demand[]>[];
}

/** The name of a plan: `policy(…)` around its demands. */
export type PlanName = `policy(${string})`;

/**
 * The own last demands that a plan can have made when the round with these answers has been played, from low to high.
 */
function madeIn(answers: ReadonlyMap<Demand, readonly Demand[]>): readonly Demand[] {
  const made = new Set([...answers.values()].flat());
  return DEMANDS.filter((demand) => made.has(demand));
}

/**
 * The plan of so many rounds that `demand(round, last round)` decides, the own last demand first. It is asked only for
 * what can come up.
 */
export function planOf(rounds: number, demand: (round: number, last: Demands | undefined) => Demand): Plan {
  const first = demand(0, undefined);
  const later: ReadonlyMap<Demand, readonly Demand[]>[] = [];
  let made: readonly Demand[] = [first];
  for (let round = 1; round < rounds; round++) {
    const answers = new Map(made.map((own) => [own, DEMANDS.map((other) => demand(round, { own, other }))]));
    later.push(answers);
    made = madeIn(answers);
  }
  return { first, later };
}

/**
 * The name of a plan: for each round, after a dot but for the first, nine digits for each own last demand that the
 * plan can have made, from low to high and parted by commas: the answers to the other's last demands 1 to 9. A round
 * takes at most 90 characters.
 */
export function planName({ first, later }: Plan): PlanName {
  const rounds = later.map((answers) =>
    DEMANDS.flatMap((own) => answers.has(own) ? [answers.get(own)!.join("")] : []).join(",")
  );
  return `policy(${[first, ...rounds].join(".")})`;
}

const PLAN = /^policy\(([1-9])((?:\.[1-9]{9}(?:,[1-9]{9}){0,8})*)\)$/;

/** Whether `name` has the form of a plan's name. */
export function isPlanName(name: unknown): name is PlanName {
  return typeof name === "string" && PLAN.test(name);
}

/**
 * Reads a plan's name.
 *
 * @param rounds Rounds in an episode; the plan must have as many.
 * @throws {RangeError} If the name is not that of a plan of so many rounds.
 */
export function readPlan(name: PlanName, rounds: number): Plan {
  const [, first, later] = PLAN.exec(name) ?? [];
  const parts = later?.split(".").slice(1).map((part) => part.split(","));
  const fail = (why: string) => new RangeError(`Cannot play "${name.slice(0, 60)}" for ${rounds} rounds: ${why}`);
  if (first === undefined || parts === undefined) throw fail("it isn't the name of a plan");
  if (parts.length !== rounds - 1) throw fail(`it has ${parts.length + 1}`);
  let made: readonly Demand[] = [demandOf(first)];
  const read = parts.map((rows, i) => {
    if (rows.length !== made.length) {
      throw fail(`its round ${i + 2} must have a row for each of the last demands ${made.join(", ")}`);
    }
    const answers = new Map(made.map((own, k) => [own, [...rows[k]!].map(demandOf)]));
    made = madeIn(answers);
    return answers;
  });
  return { first: demandOf(first), later: read };
}

/** A player who follows a plan. */
export function planNegotiator({ first, later }: Plan): Negotiator {
  return ({ own, other }) => {
    const [mine, theirs] = [own.at(-1), other.at(-1)];
    return mine === undefined || theirs === undefined ? first : later[own.length - 1]!.get(mine)![theirs - 1]!;
  };
}
