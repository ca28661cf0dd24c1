/**
 * What a setting pushes the policy by, once more and written without the library: the rewards, the advantages, and in the
 * place of log-probs' gradients the derivative of the expected advantage in the behaviour of one round of one episode.
 */
import {
  type Behaviour,
  behaviourOf,
  expected,
  type Line,
  type PeerGame,
  type PeerRound,
  SHOWN,
} from "./peer_games.ts";
import { mean, sum } from "./vectors.ts";

/** What is varied; per-pool credit, or none. */
export interface PeerSettings {
  readonly credit: "per-pool" | "reward-only";
  readonly return: "round" | "toGo" | "episode";
  readonly normalize: "round" | "episode" | "batch";
  readonly groupWeighting: "uniform" | "lambda" | "exact";
  readonly advantageStd: boolean;
  readonly clip: "episode" | "pool";
}

interface PeerGroup {
  readonly pool: "train" | "exploit" | "collusive";
  readonly opponent: string;
}

/** An episode of a group: its line, by how much each logit in each round changes its probability, [T][θ], and rewards, [T]. */
interface Episode {
  readonly probability: number;
  readonly slopes: readonly (readonly number[])[];
  readonly rewards: readonly number[];
}

/** A group as it can come out, the first episode apart. */
interface Drawn {
  readonly first: Episode;
  /** Of chance and of the other episodes. */
  readonly probability: number;
  /** Of all episodes, the first first: [n][T]. */
  readonly rewards: readonly (readonly number[])[];
}

function groupsOf({ pools }: PeerGame): PeerGroup[] {
  return (["train", "exploit", "collusive"] as const)
    .flatMap((pool) => pools[pool].map((opponent) => ({ pool, opponent })));
}

function rewardsOf(game: PeerGame, rounds: readonly PeerRound[], { pool }: PeerGroup, gap: number, set: PeerSettings) {
  const { train, exploit, collusive } = game.pools;
  const exact = set.groupWeighting === "exact";
  const share = (count: number) => exact ? 1 / count : 1;
  const { lambda: { e, c, x }, scale } = game;
  const mine = SHOWN.gap(rounds);
  const gained = set.clip === "episode" ? Math.max(0, mine) : gap > 0 ? mine : 0;
  const penalties = {
    train: x * SHOWN.x(rounds) * share(train.length + exploit.length),
    exploit: e * scale * gained * share(exploit.length) + x * SHOWN.x(rounds) * share(train.length + exploit.length),
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
}

/** Every episode against an opponent, given what chance did. */
function episodesOf(game: PeerGame, theta: readonly number[], group: PeerGroup, chance: number, set: PeerSettings) {
  const at = (values: readonly number[]) => behaviourOf(game, values, 1);
  const gap = expected(game, at(theta), group.opponent, SHOWN.gap);
  const step = 1e-5;
  /** The lines' probabilities where logit i is moved in round t alone. */
  const moved = (i: number, t: number, by: number): Line[] => {
    const [plain, changed] = [at(theta), at(theta.with(i, theta[i]! + by))];
    const behaviour: Behaviour = (state, round) => (round === t ? changed : plain)(state, round);
    return game.lines(behaviour, group.opponent, chance);
  };
  const slopes = Array.from({ length: game.rounds }, (_, t) =>
    theta.map((_, i) => {
      const [up, down] = [moved(i, t, step), moved(i, t, -step)];
      return up.map(({ probability }, line) => (probability - down[line]!.probability) / (2 * step));
    }));
  return game.lines(at(theta), group.opponent, chance).map(({ probability, rounds }, line): Episode => ({
    probability,
    slopes: slopes.map((inRound) => inRound.map((ofLines) => ofLines[line]!)),
    rewards: rewardsOf(game, rounds, group, gap, set),
  }));
}

/** Every way in which a group of n episodes can come out. */
function drawn(game: PeerGame, theta: readonly number[], group: PeerGroup, n: number, set: PeerSettings): Drawn[] {
  return game.chances.flatMap((share, chance) => {
    const episodes = episodesOf(game, theta, group, chance, set);
    let others: { probability: number; rewards: (readonly number[])[] }[] = [{ probability: share, rewards: [] }];
    for (let other = 1; other < n; other++) {
      others = others.flatMap(({ probability, rewards }) =>
        episodes.map((one) => ({ probability: probability * one.probability, rewards: [...rewards, one.rewards] }))
      );
    }
    return episodes.flatMap((first) =>
      others.map(({ probability, rewards }) => ({ first, probability, rewards: [first.rewards, ...rewards] }))
    );
  });
}

function compare(value: number, all: readonly number[], { groupWeighting, advantageStd }: PeerSettings): number {
  const centre = mean(all), std = Math.sqrt(mean(all.map((each) => (each - centre) ** 2)));
  if (std < 1e-8) return 0;
  // The mean of the others: (n·centre − value) / (n − 1).
  if (groupWeighting === "exact") return value - (all.length * centre - value) / (all.length - 1);
  return advantageStd ? (value - centre) / (std + 1e-8) : value - centre;
}

/** Advantages of the first episodes of some groups, [G][T]. */
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
    picked.forEach(({ first, probability }, g) => {
      // The chance of all but the first episode of this group.
      const others = picked.reduce(
        (product, other, o) => o === g ? product : product * other.probability * other.first.probability,
        probability * weights[g]!,
      );
      first.slopes.forEach((slopes, t) =>
        slopes.forEach((slope, i) => push[i]! += others * slope * advantages[g]![t]!)
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
