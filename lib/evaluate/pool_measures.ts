import type { EvaluationLine } from "../results/schema.ts";
import { objective } from "../sepo/objective.ts";
import type { PenaltyWeights } from "../sepo/types.ts";

/** The part of an evaluation that is the policy's own: not when, nor what for. */
export type Measures = Omit<EvaluationLine, "kind" | "checkpoint" | "purpose" | "timings">;

/** Means a round against one opponent of one pool: payoffs in the game's units, c and x in [0, 1] where the domain has them. */
export interface OpponentMeans {
  readonly pool: EvaluationLine["opponents"][number]["pool"];
  readonly opponent: string;
  readonly agent: number;
  readonly theirs: number;
  readonly collusion?: number;
  readonly externality?: number;
  /** The same by episode, where it was played. */
  readonly episodes?: Exclude<EvaluationLine["opponents"][number]["episodes"], undefined>;
}

/** An opponent's means over some of its episodes, which all have as many rounds: every one, or those that `places` names. */
export function meansOfEpisodes(
  { agent, theirs, collusion, externality }: NonNullable<OpponentMeans["episodes"]>,
  places: readonly number[] = [...agent.keys()],
): Pick<OpponentMeans, "agent" | "theirs" | "collusion" | "externality"> {
  const meanOf = (values: readonly number[]) => places.reduce((sum, place) => sum + values[place]!, 0) / places.length;
  return {
    agent: meanOf(agent),
    theirs: meanOf(theirs),
    ...collusion === undefined ? {} : { collusion: meanOf(collusion) },
    ...externality === undefined ? {} : { externality: meanOf(externality) },
  };
}

/** What {@linkcode poolMeasures} computes. */
export type PoolMeasures = Pick<
  Measures,
  | "opponents"
  | "payoff"
  | "exploitability"
  | "collusion"
  | "externality"
  | "robust"
  | "heldOut"
  | "objective"
  | "nra"
>;

const meanOrNull = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** By how much an opponent earns more than the agent, clipped at 0 for each opponent before any average. */
const advantage = ({ agent, theirs }: OpponentMeans) => Math.max(0, theirs - agent);

/**
 * Mean of (agent − theirs) / (agent + theirs) over the opponents against whom it is defined: where the sum isn't positive it
 * says nothing. Who is left out is named; undefined where that is all of them.
 */
function normalizedRelativeAdvantage(opponents: readonly OpponentMeans[]): Measures["nra"] {
  const { defined = [], none = [] } = Object.groupBy(
    opponents,
    ({ agent, theirs }) => agent + theirs > 0 ? "defined" : "none",
  );
  const value = meanOrNull(defined.map(({ agent, theirs }) => (agent - theirs) / (agent + theirs)));
  if (value !== null) return { value, ...none.length === 0 ? {} : { without: none.map(({ opponent }) => opponent) } };
  const [first] = none;
  const sum = Number(((first?.agent ?? 0) + (first?.theirs ?? 0)).toFixed(3));
  return { undefined: `the payoffs against ${first?.opponent} sum to ${sum === 0 ? 0 : sum}, which isn't above 0` };
}

/**
 * The terms of J and what is reported beside them, from means against each opponent. Pools are means over opponents.
 * u and NRA are the train pool's, e the exploit pool's, c the collusive pool's, x that of train and exploit together
 * (SEPO, arXiv 2605.30854, "Objective" and "Evaluation").
 *
 * @param opponents At least one of them of the train pool.
 * @param penalties λ that J is reported with.
 * @param payoffScale s = 3 / maxPayoff.
 */
export function poolMeasures(
  opponents: readonly OpponentMeans[],
  penalties: PenaltyWeights,
  payoffScale: number,
): PoolMeasures {
  const of = (...pools: readonly OpponentMeans["pool"][]) => opponents.filter(({ pool }) => pools.includes(pool));
  const train = of("train");
  const payoff = meanOrNull(train.map(({ agent }) => agent));
  if (payoff === null) throw new RangeError("Cannot measure a policy without opponents to train against");
  const exploitability = meanOrNull(of("exploit").map(advantage));
  const collusion = meanOrNull(of("collusive").flatMap(({ collusion }) => collusion ?? []));
  const externality = meanOrNull(of("train", "exploit").flatMap(({ externality }) => externality ?? []));
  const heldOut = of("heldOut");
  const heldOutPayoff = meanOrNull(heldOut.map(({ agent }) => agent));
  const terms = {
    payoff,
    exploitability: exploitability ?? 0,
    collusion: collusion ?? 0,
    externality: externality ?? 0,
  };
  return {
    opponents: opponents.map(({ pool, opponent, agent, theirs, episodes }) => ({
      pool,
      opponent,
      agent,
      theirs,
      ...episodes === undefined ? {} : { episodes },
    })),
    payoff,
    exploitability,
    collusion,
    externality,
    robust: meanOrNull(of("shifted").map(({ agent }) => agent)) ?? heldOutPayoff,
    heldOut: heldOutPayoff === null ? null : {
      payoff: heldOutPayoff,
      advantage: meanOrNull(heldOut.map(advantage)) ?? 0,
    },
    objective: objective(terms, penalties, payoffScale),
    nra: normalizedRelativeAdvantage(train),
  };
}
