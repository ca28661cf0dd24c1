import { decisionShares } from "../games/kuhn/decision_shares.ts";
import { kuhnDecision } from "../games/kuhn/episode.ts";
import { expectedPayoff, meanOverHands } from "../games/kuhn/expected_payoff.ts";
import { exploitability } from "../games/kuhn/exploitability.ts";
import { frequencies } from "../games/kuhn/frequencies.ts";
import { type KuhnPolicy, policyOf } from "../games/kuhn/policy.ts";
import { responseToPolicy } from "../games/kuhn/response_to_choices.ts";
import { ACTIONS, HISTORIES, INFOSETS } from "../games/kuhn/rules.ts";
import { type SimulatedExploitability, simulatedExploitability } from "../games/kuhn/simulated_exploitability.ts";
import { strategyPolicy } from "../games/kuhn/strategies.ts";
import { modelPlayer } from "../games/model_opponents.ts";
import { type Domain, POOLS } from "../games/types.ts";
import type { Answer, Policy, Query, ScoringPolicy } from "../rollout/policy.ts";
import type { Players } from "../rollout/players.ts";
import { type Measures, poolMeasures } from "./pool_measures.ts";
import type { EvaluationSettings, Evaluator } from "./types.ts";

/** What only Kuhn poker has to say about a checkpoint. */
type Details = Extract<Measures["details"], { kind: "kuhn" }>;

/** A row of the policy as samples show it. */
type SampledRow = Details["policy"][number];

/** Tables of an equilibrium that are drawn to see what sampling alone shows as exploitability. */
const SIMULATED_TABLES = 200;

/** The words for betting and for calling. */
const BETS: ReadonlySet<string> = new Set(HISTORIES.map((history) => ACTIONS[history].b));

/** Reads the policy's 12 rows off answers: `samples` in a row for each information set, in the order of `INFOSETS`. */
export function sampledRows(answers: readonly Answer[], samples: number): SampledRow[] {
  return INFOSETS.map((infoset, set) => {
    const mine = answers.slice(set * samples, (set + 1) * samples);
    return {
      infoset,
      bet: mine.filter(({ action }) => BETS.has(action)).length / samples,
      samples,
      fallbacks: mine.filter(({ fallback }) => fallback !== undefined).length,
    };
  });
}

/** The policy that sampled rows show. */
const tableOf = (rows: readonly SampledRow[]) => policyOf((infoset) => rows[INFOSETS.indexOf(infoset)]!.bet);

/**
 * Samples the policy that reasons first: `samples` replies at each of the 12 information sets.
 *
 * Every checkpoint is drawn with the same random numbers, so that differences between checkpoints carry less noise.
 */
export function sampleKuhn(policy: Policy, domain: Query["domain"], samples: number): Promise<Answer[]> {
  return policy.act(INFOSETS.flatMap((infoset, set) =>
    Array.from({ length: samples }, (_, sample) => ({
      decision: kuhnDecision(infoset),
      domain,
      address: [set, sample, 0] as const,
    }))
  ));
}

/** The answer-only policy: the legal actions scored at the 12 information sets, with no reason before them. Exact. */
export async function answerOnlyKuhn(
  policy: Pick<ScoringPolicy, "score">,
  domain: Query["domain"],
): Promise<KuhnPolicy> {
  const scores = await policy.score(INFOSETS.map((infoset) => ({ domain, decision: kuhnDecision(infoset) })));
  return policyOf((infoset) => {
    const [pass, bet] = scores[INFOSETS.indexOf(infoset)]!;
    return 1 / (1 + Math.exp(pass! - bet!));
  });
}

/** What the measures of a sampled policy are computed with. */
export interface KuhnMeasuring {
  readonly domain: Domain;
  readonly penalties: EvaluationSettings["penalties"];
  /** The policy of each opponent of the domain's pools. */
  readonly policyOfOpponent: (name: string) => KuhnPolicy;
  /** The yardstick for the sampled table's exploitability: an equilibrium's at the same number of samples. */
  readonly equilibriumAtSameSamples: SimulatedExploitability;
}

/**
 * The measures of a policy that was sampled. Payoffs, J and exploitability are computed from the table by full traversal
 * of the game, so they carry no luck of the deal, only that of the samples.
 */
export function kuhnMeasures(
  rows: readonly SampledRow[],
  answerOnly: KuhnPolicy,
  { domain, penalties, policyOfOpponent, equilibriumAtSameSamples }: KuhnMeasuring,
): Measures {
  const table = tableOf(rows);
  const opponents = POOLS.flatMap((pool) =>
    domain.pools[pool].map((opponent) => {
      const agent = meanOverHands(expectedPayoff(table, policyOfOpponent(opponent)), domain.rounds);
      return { pool, opponent, agent, theirs: 0 - agent };
    })
  );
  const response = responseToPolicy(table, domain.rounds);
  const { bet, call } = frequencies(table);
  const cards = ([J, Q, K]: readonly [number, number, number]) => ({ J, Q, K });
  return {
    domain: domain.name,
    ...poolMeasures(opponents, penalties, domain.payoffScale),
    bestResponse: { opponent: response.opponent, fitted: response.theirs - response.agent, played: null },
    fallbackRate: fallbackRate(rows, table, domain.pools.train.map(policyOfOpponent)),
    details: {
      kind: "kuhn",
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

/** Share of the decisions in play against opponents that the fallback makes: each set counts as often as it comes up. */
function fallbackRate(rows: readonly SampledRow[], table: KuhnPolicy, opponents: readonly KuhnPolicy[]): number {
  const rates = opponents.map((opponent) => {
    const shares = decisionShares(table, opponent);
    return rows.reduce((sum, { fallbacks, samples }, set) => sum + shares[INFOSETS[set]!] * fallbacks / samples, 0);
  });
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

/** The policies of a domain's opponents: tables of scripted ones, samples of those that a model plays. */
async function opponentPolicies(
  { domain, samples }: EvaluationSettings,
  table: KuhnPolicy,
  players: Players,
): Promise<ReadonlyMap<string, KuhnPolicy>> {
  const policies = new Map<string, KuhnPolicy>();
  const policyOfName = async (name: string): Promise<KuhnPolicy> => {
    const player = modelPlayer(name);
    switch (player?.kind) {
      case undefined:
        return strategyPolicy(name);
      case "self-play":
        return table;
      case "best-response":
        return strategyPolicy(responseToPolicy(table, domain.rounds).opponent);
      case "past":
        return tableOf(sampledRows(await sampleKuhn(players.past(player.checkpoint), domain, samples), samples));
    }
  };
  for (const name of new Set(POOLS.flatMap((pool) => domain.pools[pool]))) policies.set(name, await policyOfName(name));
  return policies;
}

/** Measures Kuhn poker exactly, from a sampled table of the policy's 12 information sets. */
export function kuhnEvaluator(settings: EvaluationSettings): Evaluator {
  const { domain, samples, penalties, seed } = settings;
  const equilibriumAtSameSamples = simulatedExploitability(samples, seed, SIMULATED_TABLES);
  return async ({ players }) => {
    const answers = await sampleKuhn(players.agent, domain, samples);
    const rows = sampledRows(answers, samples);
    const policies = await opponentPolicies(settings, tableOf(rows), players);
    const policyOfOpponent = (name: string) => policies.get(name)!;
    const answerOnly = await answerOnlyKuhn(players.agent, domain);
    return {
      measures: kuhnMeasures(rows, answerOnly, { domain, penalties, policyOfOpponent, equilibriumAtSameSamples }),
      choices: answers.map(({ action }, at) => ({ infoset: INFOSETS[Math.floor(at / samples)]!, action })),
    };
  };
}
