import { bestResponse } from "../games/model_opponents.ts";
import { POOLS } from "../games/types.ts";
import { type EpisodeRecord, playEpisodes } from "../rollout/play_episodes.ts";
import { castOpponent } from "../rollout/players.ts";
import { meansOfEpisodes, type OpponentMeans, poolMeasures } from "./pool_measures.ts";
import { mean } from "./statistics.ts";
import type { Draw, Evaluated, EvaluationSettings, Evaluator } from "./types.ts";

/** The opponent that is computed from what the others saw. */
const RESPONSE = bestResponse();

/** An opponent that was played. */
interface Played {
  readonly opponent: string;
  readonly records: readonly EpisodeRecord[];
}

/** By episode, the mean over the rounds that have a value; absent where none has. */
function rates<Name extends "collusion" | "externality">(name: Name, records: readonly EpisodeRecord[]) {
  const values = records.map(({ rounds }) => rounds.flatMap((round) => round[name] ?? []));
  return values.some((each) => each.length === 0) ? undefined : values.map(mean);
}

function byEpisode({ records }: Played): NonNullable<OpponentMeans["episodes"]> {
  const [collusion, externality] = [rates("collusion", records), rates("externality", records)];
  return {
    agent: records.map(({ rounds }) => mean(rounds.map(({ agent }) => agent))),
    theirs: records.map(({ rounds }) => mean(rounds.map(({ opponent }) => opponent))),
    ...collusion === undefined ? {} : { collusion },
    ...externality === undefined ? {} : { externality },
  };
}

function means(played: Played): Omit<OpponentMeans, "pool" | "opponent"> {
  const episodes = byEpisode(played);
  return { ...meansOfEpisodes(episodes), episodes };
}

/** By how much an opponent earned more a round than the agent. */
function advantage(played: Played): number {
  const { agent, theirs } = means(played);
  return theirs - agent;
}

/**
 * Measures by play: `samples` episodes against every opponent of every pool, an opponent that stands in
 * two pools once.
 *
 * The best-response advantage is a lower bound of the true one. Responses to all that the agent chose are computed, which
 * are best against a fit of it, and played on deals of their own; of these and of the pools' opponents, who may earn more
 * where the fit is blind, the one that earned most above the agent is then played once more, on deals that neither a fit
 * nor the choice has seen. What it earns there is reported, so that no luck but its own is in it.
 */
export function playEvaluator(settings: EvaluationSettings): Evaluator {
  return (draw) => measure(settings, draw);
}

async function measure({ domain, samples, penalties }: EvaluationSettings, draw: Draw): Promise<Evaluated> {
  const { players, coins, address } = draw;

  /** Plays opponents at the places from `first` on, where their deals and draws stand. */
  const play = async (opponents: readonly string[], first: number): Promise<Played[]> => {
    const specs = opponents.flatMap((opponent, at) =>
      Array.from({ length: samples }, (_, episode) => ({
        ...castOpponent(domain, opponent, players),
        domain,
        coins: coins(first + at, episode),
        address: address(first + at, episode),
      }))
    );
    const records = await playEpisodes(specs, players.agent);
    return opponents.map((opponent, at) => ({ opponent, records: records.slice(at * samples, (at + 1) * samples) }));
  };

  const names = [...new Set(POOLS.flatMap((pool) => domain.pools[pool]))].filter((name) => name !== RESPONSE);
  const inPools = await play(names, 0);
  const turns = inPools.flatMap(({ records }) => records.flatMap(({ turns }) => turns));
  const choices = turns.map(({ decision: { infoset }, answer: { action } }) => ({ infoset, action }));
  const computed = [
    domain.bestResponse(choices, "advantage"),
    ...domain.simpleResponses?.(choices, "advantage") ?? [],
  ];
  // How many are computed may differ from checkpoint to checkpoint; where the chosen one is played may not.
  const responses = await play(computed.map(({ opponent }) => opponent), names.length + 1);
  const chosen = [...inPools, ...responses].reduce((best, one) => advantage(one) > advantage(best) ? one : best);
  const [again] = await play([chosen.opponent], names.length);

  const byName = new Map(inPools.map((played) => [played.opponent, played]));
  byName.set(RESPONSE, responses[0]!);
  const opponents = POOLS.flatMap((pool) =>
    domain.pools[pool].map((opponent) => ({ pool, opponent, ...means(byName.get(opponent)!) }))
  );
  const trainTurns = domain.pools.train.flatMap((name) => byName.get(name)!.records.flatMap(({ turns }) => turns));
  return {
    choices,
    measures: {
      domain: domain.name,
      ...poolMeasures(opponents, penalties, domain.payoffScale),
      bestResponse: { opponent: chosen.opponent, fitted: advantage(chosen), played: advantage(again!) },
      fallbackRate: trainTurns.filter(({ answer }) => answer.fallback !== undefined).length / trainTurns.length,
      details: {
        kind: "play",
        episodes: samples,
        actions: tallies(trainTurns.map(({ answer }) => answer.action)),
        responses: computed.map(({ opponent, theirs, agent }, at) => ({
          opponent,
          expected: theirs - agent,
          played: advantage(responses[at]!),
        })),
      },
    },
  };
}

function tallies(actions: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const action of actions) counts.set(action, (counts.get(action) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0));
}
