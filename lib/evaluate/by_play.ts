import { bestResponse } from "../games/model_opponents.ts";
import { type Pool, POOLS } from "../games/types.ts";
import { type EpisodeRecord, playEpisodes } from "../rollout/play_episodes.ts";
import { castOpponent } from "../rollout/players.ts";
import { type OpponentMeans, poolMeasures } from "./pool_measures.ts";
import { mean } from "./statistics.ts";
import type { Draw, Evaluated, EvaluationSettings, Evaluator } from "./types.ts";

/** The opponent that is computed from what the others saw. */
const RESPONSE = bestResponse();

/** A played opponent. */
interface Played {
  readonly name: string;
  readonly records: readonly EpisodeRecord[];
}

/** A mean over the rounds that have a value; absent where none has. */
function rate<Name extends "collusion" | "externality">(
  name: Name,
  rounds: readonly { readonly [N in Name]?: number }[],
) {
  const values = rounds.flatMap((round) => round[name] ?? []);
  return values.length === 0 ? {} : { [name]: mean(values) };
}

function means(pool: Pool, { name, records }: Played): OpponentMeans {
  const rounds = records.flatMap(({ rounds }) => rounds);
  return {
    pool,
    opponent: name,
    agent: mean(rounds.map(({ agent }) => agent)),
    theirs: mean(rounds.map(({ opponent }) => opponent)),
    ...rate("collusion", rounds),
    ...rate("externality", rounds),
  };
}

/**
 * Measures by play: `samples` episodes against every opponent of every pool, an opponent that stands in
 * two pools once. A best response to all that it chose there is then computed and played on deals of its own, so that the
 * luck which the computation fitted is not in what it earned.
 */
export function playEvaluator(settings: EvaluationSettings): Evaluator {
  return (draw) => measure(settings, draw);
}

async function measure({ domain, samples, penalties }: EvaluationSettings, draw: Draw): Promise<Evaluated> {
  const { players, coins, address } = draw;
  const names = [...new Set(POOLS.flatMap((pool) => domain.pools[pool]))].filter((name) => name !== RESPONSE);

  const play = async (opponents: readonly { name: string; cast: string; place: number }[]): Promise<Played[]> => {
    const specs = opponents.flatMap(({ cast, place }) =>
      Array.from({ length: samples }, (_, episode) => ({
        ...castOpponent(domain, cast, players),
        domain,
        coins: coins(place, episode),
        address: address(place, episode),
      }))
    );
    const records = await playEpisodes(specs, players.agent);
    return opponents.map(({ name }, at) => ({ name, records: records.slice(at * samples, (at + 1) * samples) }));
  };

  const scripted = await play(names.map((name, place) => ({ name, cast: name, place })));
  const turns = scripted.flatMap(({ records }) => records.flatMap(({ turns }) => turns));
  const choices = turns.map(({ decision: { infoset }, answer: { action } }) => ({ infoset, action }));
  const response = domain.bestResponse(choices, "advantage");
  const best = await play([{ name: RESPONSE, cast: response.opponent, place: names.length }]);

  const byName = new Map([...scripted, ...best].map((played) => [played.name, played]));
  const opponents = POOLS.flatMap((pool) => domain.pools[pool].map((name) => means(pool, byName.get(name)!)));
  const trainTurns = domain.pools.train.flatMap((name) => byName.get(name)!.records.flatMap(({ turns }) => turns));
  const { agent, theirs } = means("exploit", best[0]!);
  return {
    choices,
    measures: {
      domain: domain.name,
      ...poolMeasures(opponents, penalties, domain.payoffScale),
      bestResponse: { opponent: response.opponent, fitted: response.theirs - response.agent, played: theirs - agent },
      fallbackRate: trainTurns.filter(({ answer }) => answer.fallback !== undefined).length / trainTurns.length,
      details: { kind: "play", episodes: samples, actions: tallies(trainTurns.map(({ answer }) => answer.action)) },
    },
  };
}

function tallies(actions: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const action of actions) counts.set(action, (counts.get(action) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0));
}
