/**
 * What a setting pushes the policy by, once more and written without the library: the rewards, the advantages, and in the
 * place of log-probs' gradients the derivative of the expected advantage in the behaviour of one round of one episode.
 */
import { type Behaviour, behaviourOf, expected, type Line, type PeerGame, SHOWN } from "./peer_games.ts";
import { mean, sum } from "./vectors.ts";

/** What is varied; per-pool credit, or none. */
export interface PeerSettings {
  readonly credit: "per-pool" | "reward-only";
  readonly return: "round" | "toGo" | "episode";
  readonly normalize: "round" | "episode" | "batch";
  readonly groupWeighting: "uniform" | "lambda" | "exact";
  readonly advantageStd: boolean;
  /** `shown`: of the pool, as far as the group's other episodes show it. */
  readonly clip: "episode" | "pool" | "shown";
}

interface PeerGroup {
  readonly pool: "train" | "exploit" | "collusive";
  readonly opponent: string;
}

/** An episode of a group, and by how much each logit in each round changes its probability: slopes[round][logit]. */
interface Episode extends Line {
  readonly slopes: readonly (readonly number[])[];
}

/** A group as it can come out. */
interface Drawn {
  readonly episodes: readonly [first: Episode, ...others: Episode[]];
  /** Of chance and of all episodes but the first. */
  readonly others: number;
  /** rewards[episode][round]. */
  readonly rewards: readonly (readonly number[])[];
}

function groupsOf({ pools }: PeerGame): PeerGroup[] {
  return (["train", "exploit", "collusive"] as const)
    .flatMap((pool) => pools[pool].map((opponent) => ({ pool, opponent })));
}

/** What an episode of a group is charged with as its share of e. */
function gained(episodes: readonly Episode[], at: number, known: number, { clip }: PeerSettings): number {
  const gap = SHOWN.gap(episodes[at]!.rounds);
  if (clip === "episode") return Math.max(0, gap);
  const others = () => mean(episodes.filter((_, other) => other !== at).map(({ rounds }) => SHOWN.gap(rounds)));
  return (clip === "pool" ? known : others()) > 0 ? gap : 0;
}

function rewardsOf(game: PeerGame, { pool }: PeerGroup, episodes: readonly Episode[], gap: number, set: PeerSettings) {
  const { lambda: { e, c, x }, scale, pools: { train, exploit, collusive } } = game;
  const share = (count: number) => set.groupWeighting === "exact" ? 1 / count : 1;
  return episodes.map(({ rounds }, episode) => {
    const external = x * SHOWN.x(rounds) * share(train.length + exploit.length);
    const penalties = {
      train: external,
      exploit: e * scale * gained(episodes, episode, gap, set) * share(exploit.length) + external,
      collusive: c * SHOWN.c(rounds) * share(collusive.length),
    };
    const penalty = set.credit === "per-pool" ? penalties[pool] : 0;
    return rounds.map(({ agent }, t) => {
      const returned = {
        round: agent,
        toGo: sum(rounds.slice(t).map(({ agent }) => agent)) / rounds.length,
        episode: SHOWN.u(rounds),
      };
      return (pool === "train" ? scale * share(train.length) * returned[set.return] : 0) - penalty;
    });
  });
}

/** Every episode against an opponent, given what chance did. */
function episodesOf(game: PeerGame, theta: readonly number[], opponent: string, chance: number): Episode[] {
  const plain = behaviourOf(game, theta, 1);
  const step = 1e-5;
  /** The lines where logit i is moved in round t alone. */
  const moved = (i: number, t: number, by: number) => {
    const changed = behaviourOf(game, theta.with(i, theta[i]! + by), 1);
    const behaviour: Behaviour = (state, round) => (round === t ? changed : plain)(state, round);
    return game.lines(behaviour, opponent, chance);
  };
  const slopes = Array.from({ length: game.rounds }, (_, t) =>
    theta.map((_, i) => {
      const [up, down] = [moved(i, t, step), moved(i, t, -step)];
      return up.map(({ probability }, line) => (probability - down[line]!.probability) / (2 * step));
    }));
  return game.lines(plain, opponent, chance).map((line, at) => ({
    ...line,
    slopes: slopes.map((inRound) => inRound.map((ofLines) => ofLines[at]!)),
  }));
}

/** Every way in which a group of n episodes can come out. */
function drawn(game: PeerGame, theta: readonly number[], group: PeerGroup, n: number, set: PeerSettings): Drawn[] {
  const gap = expected(game, behaviourOf(game, theta, 1), group.opponent, SHOWN.gap);
  return game.chances.flatMap((share, chance) => {
    const possible = episodesOf(game, theta, group.opponent, chance);
    let ways = possible.map((first): Pick<Drawn, "episodes" | "others"> => ({ episodes: [first], others: share }));
    for (let more = 1; more < n; more++) {
      ways = ways.flatMap(({ episodes, others }) =>
        possible.map((next) => ({ episodes: [...episodes, next], others: others * next.probability }))
      );
    }
    return ways.map((way) => ({ ...way, rewards: rewardsOf(game, group, way.episodes, gap, set) }));
  });
}

function compare(value: number, all: readonly number[], { groupWeighting, advantageStd }: PeerSettings): number {
  const centre = mean(all), std = Math.sqrt(mean(all.map((each) => (each - centre) ** 2)));
  if (std < 1e-8) return 0;
  // The mean of the others: (n·centre − value) / (n − 1).
  if (groupWeighting === "exact") return value - (all.length * centre - value) / (all.length - 1);
  return advantageStd ? (value - centre) / (std + 1e-8) : value - centre;
}

/** Advantages of the first episodes of some groups: advantages[group][round]. */
function advantagesOf(groups: readonly Drawn[], set: PeerSettings): number[][] {
  const all = set.normalize === "batch" ? groups.flatMap(({ rewards }) => rewards.flat()) : [];
  return groups.map(({ rewards }) =>
    rewards[0]!.map((value, t) => {
      if (set.normalize === "batch") return compare(value, all, set);
      if (set.normalize === "episode") return compare(mean(rewards[0]!), rewards.map(mean), set);
      return compare(value, rewards.map((each) => each[t]!), set);
    })
  );
}

/** The sum over groups and rounds, averaged over their episodes, of E[advantage · ∇ log π] by θ at temperature 1. */
export function peerPush(game: PeerGame, theta: readonly number[], n: number, set: PeerSettings): number[] {
  const groups = groupsOf(game);
  const ways = groups.map((group) => drawn(game, theta, group, n, set));
  const weights = groups.map(({ pool }) => {
    if (set.groupWeighting !== "lambda" || pool === "train") return 1;
    return pool === "exploit" ? game.lambda.e : game.lambda.c;
  });
  const push = theta.map(() => 0);
  const add = (picked: readonly Drawn[], weights: readonly number[]) => {
    const advantages = advantagesOf(picked, set);
    picked.forEach(({ episodes: [first], others }, g) => {
      const weight = picked.reduce(
        (product, other, o) => o === g ? product : product * other.others * other.episodes[0].probability,
        others * weights[g]!,
      );
      first.slopes.forEach((slopes, t) =>
        slopes.forEach((slope, i) => push[i]! += weight * slope * advantages[g]![t]!)
      );
    });
  };
  if (set.normalize !== "batch") {
    ways.forEach((mine, g) => mine.forEach((one) => add([one], [weights[g]!])));
    return push;
  }
  const pick = (picked: readonly Drawn[]): void => {
    const next = ways[picked.length];
    if (next === undefined) add(picked, weights);
    else next.forEach((one) => pick([...picked, one]));
  };
  pick([]);
  return push;
}
