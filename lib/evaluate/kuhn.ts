import { decisionShares } from "../games/kuhn/decision_shares.ts";
import { kuhnDecision } from "../games/kuhn/episode.ts";
import { exploitability } from "../games/kuhn/exploitability.ts";
import { frequencies } from "../games/kuhn/frequencies.ts";
import type { KuhnOptions } from "../games/kuhn/options.ts";
import { type KuhnPolicy, policyOf } from "../games/kuhn/policy.ts";
import { type KuhnPoolMember, poolMetrics } from "../games/kuhn/pool_metrics.ts";
import { ACTIONS, type History, type Infoset, INFOSETS } from "../games/kuhn/rules.ts";
import type { SimulatedExploitability } from "../games/kuhn/simulated_exploitability.ts";
import { strategyPolicy } from "../games/kuhn/strategies.ts";
import { isModelOpponent } from "../games/model_opponents.ts";
import type { Parsed } from "../games/types.ts";
import type { EvaluationLine } from "../results/schema.ts";
import type { LanguagePolicy } from "../rollout/language_policy.ts";
import type { Answer, Policy } from "../rollout/policy.ts";
import { objective } from "../sepo/objective.ts";
import type { PenaltyWeights } from "../sepo/types.ts";

/** The part of an evaluation that is the policy's own: not when, nor what for. */
export type Measures = Omit<EvaluationLine, "kind" | "checkpoint" | "purpose" | "timings">;

/** A row of the policy as samples show it. */
type SampledRow = Measures["details"]["policy"][number];

/** What the measures are computed with. */
export interface KuhnEvaluationSettings {
  readonly options: KuhnOptions;
  readonly penalties: PenaltyWeights;
  /** s = 3 / maxPayoff. */
  readonly payoffScale: number;
  /** The yardstick for the sampled table's exploitability: an equilibrium's at the same number of samples. */
  readonly equilibriumAtSameSamples: SimulatedExploitability;
}

const isBet = (infoset: Infoset, action: string) => action === ACTIONS[infoset.slice(1) as History].b;

/** Reads the policy's 12 rows off answers: `samples` in a row for each information set, in the order of `INFOSETS`. */
export function sampledRows(answers: readonly Answer[], samples: number): SampledRow[] {
  return INFOSETS.map((infoset, set) => {
    const mine = answers.slice(set * samples, (set + 1) * samples);
    return {
      infoset,
      bet: mine.filter(({ action }) => isBet(infoset, action)).length / samples,
      samples,
      fallbacks: mine.filter(({ fallback }) => fallback !== undefined).length,
    };
  });
}

/**
 * Samples the policy that reasons first: `samples` replies at each of the 12 information sets.
 *
 * Every checkpoint is drawn with the same random numbers, so that differences between checkpoints carry less noise.
 */
export async function sampleKuhn(
  policy: Policy,
  parse: (reply: string, legal: readonly string[]) => Parsed,
  samples: number,
): Promise<SampledRow[]> {
  const queries = INFOSETS.flatMap((infoset, set) =>
    Array.from({ length: samples }, (_, sample) => ({
      decision: kuhnDecision(infoset),
      parse,
      address: [set, sample, 0] as const,
    }))
  );
  return sampledRows(await policy.act(queries), samples);
}

/** The answer-only policy: the legal actions scored at the 12 information sets, with no reason before them. Exact. */
export async function answerOnlyKuhn(policy: Pick<LanguagePolicy, "score">): Promise<KuhnPolicy> {
  const scores = await policy.score(INFOSETS.map((infoset) => kuhnDecision(infoset)));
  return policyOf((infoset) => {
    const [pass, bet] = scores[INFOSETS.indexOf(infoset)]!;
    return 1 / (1 + Math.exp(pass! - bet!));
  });
}

/** The table of a scripted opponent. */
function tableOf(opponent: KuhnPoolMember): KuhnPolicy {
  if (isModelOpponent(opponent)) throw new RangeError(`Cannot measure against "${opponent}": it has no table`);
  return strategyPolicy(opponent);
}

/** Share of the decisions in play against the train pool that the fallback makes: each set counts as often as it comes up. */
function fallbackRate(rows: readonly SampledRow[], table: KuhnPolicy, pool: KuhnOptions["pools"]["train"]): number {
  const rates = pool.map((opponent) => {
    const shares = decisionShares(table, tableOf(opponent));
    return rows.reduce((sum, { fallbacks, samples }, set) => sum + shares[INFOSETS[set]!] * fallbacks / samples, 0);
  });
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

/**
 * The measures of a policy that was sampled. Payoffs, J and exploitability are computed from the table by full traversal
 * of the game, so they carry no luck of the deal, only that of the samples.
 */
export function kuhnMeasures(
  rows: readonly SampledRow[],
  answerOnly: KuhnPolicy,
  { options, penalties, payoffScale, equilibriumAtSameSamples }: KuhnEvaluationSettings,
): Measures {
  const table = policyOf((infoset) => rows[INFOSETS.indexOf(infoset)]!.bet);
  const { payoff, exploitability: exploit, robust, byOpponent } = poolMetrics(table, options, tableOf);
  const { bet, call } = frequencies(table);
  const cards = ([J, Q, K]: readonly [number, number, number]) => ({ J, Q, K });
  return {
    opponents: (["train", "exploit", "shifted"] as const).flatMap((pool) =>
      options.pools[pool].map((opponent) => {
        const agent = byOpponent.get(opponent)!;
        return { pool, opponent, agent, theirs: 0 - agent };
      })
    ),
    payoff,
    exploitability: options.pools.exploit.length === 0 ? null : exploit,
    collusion: null,
    externality: null,
    robust: robust ?? null,
    objective: objective({ payoff, exploitability: exploit }, penalties, payoffScale),
    nra: { undefined: "the game is zero-sum, so both payoffs sum to 0" },
    fallbackRate: fallbackRate(rows, table, options.pools.train),
    details: {
      domain: "kuhn",
      policy: [...rows],
      answerOnly: { ...answerOnly },
      rates: { bet: cards(bet), call: cards(call) },
      exploitability: {
        answerOnly: exploitability(answerOnly),
        sampled: exploitability(table),
        equilibriumAtSameSamples: { ...equilibriumAtSameSamples },
      },
    },
  };
}
