// Where the penalty's gradient comes from in the arms that are no correction of it: nowhere.
import { assert, assertAlmostEquals, assertGreater, assertLess } from "@std/assert";
import { sepoSchema } from "../../dsl/schema/sepo.ts";
import { playAuxiliary } from "../../lib/run/auxiliary.ts";
import { creditDecisions } from "../../lib/run/credit_decisions.ts";
import { rollOut } from "../../lib/run/rollout.ts";
import { advantages } from "../../lib/sepo/advantages.ts";
import { uniform } from "../../lib/random/uniform.ts";
import { poolPenalties } from "../../lib/sepo/pool_penalties.ts";
import { type CreditSettings, type Group, NORMALIZATIONS, RETURNS } from "../../lib/sepo/types.ts";
import { episodeWays, type Way } from "./enumerate_episodes.ts";
import { playersOf } from "./play_table.ts";
import {
  evenTheta,
  exactSettings,
  expectedPush,
  groupWays,
  pushOf,
  SMALL_IPD,
  SMALL_KUHN,
  type SmallGame,
  tableOf,
  weighted,
} from "./small_games.ts";
import { dot, mean, minus, norm, sum, times } from "./vectors.ts";

const SEED = 42;

/** A game, the policy that defects with 0.3 everywhere or finds both actions as likely, and undivided uniform credit. */
function reference(game: SmallGame) {
  const theta = evenTheta(game, game.domain.name === "ipd" ? 0.3 : 0.5);
  const settings: CreditSettings = { ...exactSettings(game), groupWeighting: "uniform" };
  return { game, theta, player: { table: tableOf(game, theta), temperature: 1 }, settings };
}

type Reference = ReturnType<typeof reference>;

/** Divisions and weightings that can go together. */
const WEIGHTINGS = [[true, "uniform"], [false, "uniform"], [true, "lambda"], [false, "exact"]] as const;

const IPD = reference(SMALL_IPD), KUHN = reference(SMALL_KUHN);

const played = (n: number) => sepoSchema.parse({ episodesPerOpponent: n });

Deno.test("creditDecisions() of the shared arm gives reward-only's gradient on the same rollouts, to rounding", async () => {
  for (const { game, player, settings } of [IPD, KUHN]) {
    const groups = await rollOut([game.domain], playersOf(player, SEED, "sampling"), played(6), SEED, 1);
    const push = (credit: CreditSettings) =>
      pushOf(game, creditDecisions(groups, [{ trained: game.domain, credit }]).flat(2), player, 6);
    for (const normalize of NORMALIZATIONS) {
      for (const returned of RETURNS) {
        for (const [advantageStd, groupWeighting] of WEIGHTINGS) {
          const set = { ...settings, normalize, return: returned, advantageStd, groupWeighting };
          const [shared, alone] = [push({ ...set, credit: "shared" }), push({ ...set, credit: "reward-only" })];
          assertGreater(norm(alone), 0.01);
          assertLess(norm(minus(shared, alone)), 1e-13 * norm(alone));
        }
      }
    }
  }
});

/** Adds up the probabilities of equal numbers. */
function merged(ways: Iterable<Way<number>>): Way<number>[] {
  const shares = new Map<string, Way<number>>();
  for (const { it, probability } of ways) {
    const key = it.toFixed(9);
    shares.set(key, { it, probability: probability + (shares.get(key)?.probability ?? 0) });
  }
  return [...shares.values()];
}

/** A penalty λe·s·e + λc·c + λx·x as fresh episodes beside a train episode show it, in every way. */
function penaltyWays({ game: { domain }, player, settings }: Reference, opponent: string): Way<number>[] {
  const beside = [
    { pool: "train" as const, opponent },
    ...domain.pools.exploit.map((opponent) => ({ pool: "exploit" as const, opponent })),
    ...domain.pools.collusive.map((opponent) => ({ pool: "collusive" as const, opponent })),
  ];
  const episodes = beside.map(({ opponent }) => episodeWays(domain, opponent, () => 0.5, player));
  const { penalties: { exploitability, collusion, externality }, payoffScale } = settings;
  function* goOn(groups: readonly Group[], probability: number): Generator<Way<number>> {
    const next = beside[groups.length];
    if (next === undefined) {
      const terms = poolPenalties(groups, settings);
      const it = exploitability! * payoffScale * terms.exploitability + collusion! * terms.collusion +
        externality! * terms.externality;
      yield { it, probability };
      return;
    }
    for (const { it: { rounds }, probability: p } of episodes[groups.length]!) {
      yield* goOn([...groups, { ...next, episodes: [rounds] }], probability * p);
    }
  }
  return merged(goOn([], 1));
}

/** The penalties beside the reference's train episodes, and by how much two of them differ. */
const BESIDE = new Map(IPD.game.domain.pools.train.map((opponent) => {
  const penalties = penaltyWays(IPD, opponent);
  const differences = merged(
    penalties.flatMap((one) =>
      penalties.map((other) => ({ it: one.it - other.it, probability: one.probability * other.probability }))
    ),
  );
  return [opponent as string, { penalties, differences }];
}));

/** Credited to the episode as its auxiliary one's: as much exploitability as makes a penalty. */
function asAuxiliary(penalty: number) {
  const { penalties, payoffScale } = IPD.settings;
  const exploitability = penalty / (penalties.exploitability! * payoffScale);
  return { exploitability, collusion: 0, externality: 0 };
}

/** An advantage of the first of two episodes, given by how much its reward and its penalty exceed the other's. */
type Expected = (reward: number, penalties: readonly Way<number>[]) => number;

/** What the auxiliary arm pushes by with two episodes in a group, from what two episodes' advantages are expected to be. */
function pushExpecting(changes: Partial<CreditSettings>, expected: Expected): number[] {
  const { game, player, settings } = IPD;
  const alone: CreditSettings = { ...settings, ...changes, advantageStd: false, credit: "reward-only" };
  const turns = groupWays(game, player, 2).filter(({ pool }) => pool === "train").flatMap(({ opponent, ways }) => {
    const { differences } = BESIDE.get(opponent)!;
    return ways.flatMap(({ it, probability }) => {
      const episodes = it.map(({ rounds }) => rounds);
      // Undivided, an advantage is half the difference.
      const [one, other] = advantages([{ pool: "train", opponent, episodes }], alone)[0]!
        .map((row) => row.map((advantage) => expected(2 * advantage, differences)));
      return weighted(game.domain, it, [one!, other!], probability);
    });
  });
  return pushOf(game, turns, player, 2);
}

/** The same from the library's advantages. */
function auxiliaryPush(changes: Partial<CreditSettings>): number[] {
  const { game, player } = IPD;
  const settings: CreditSettings = { ...IPD.settings, ...changes, credit: "auxiliary" };
  const turns = groupWays(game, player, 2).filter(({ pool }) => pool === "train").flatMap(({ opponent, ways }) => {
    // A constant in both rewards cancels, so that the difference of the penalties is all that counts.
    const { differences } = BESIDE.get(opponent)!;
    return ways.flatMap(({ it, probability }) => {
      const expected = it.map(({ rounds }) => rounds.map(() => 0));
      for (const difference of differences) {
        const auxiliary = [asAuxiliary(difference.it), asAuxiliary(0)];
        const group = { pool: "train" as const, opponent, episodes: it.map(({ rounds }) => rounds), auxiliary };
        advantages([group], settings)[0]!.forEach((row, r) =>
          row.forEach((advantage, t) => expected[r]![t]! += difference.probability * advantage)
        );
      }
      return weighted(game.domain, it, expected, probability);
    });
  });
  return pushOf(game, turns, player, 2);
}

Deno.test("advantages() of the auxiliary arm, undivided, push as reward-only's in expectation: penalties push nowhere", () => {
  for (const returned of ["round", "toGo"] as const) {
    const settings = { ...IPD.settings, return: returned };
    const alone = expectedPush(IPD.game, IPD.player, 2, { ...settings, credit: "reward-only" });
    const full = expectedPush(IPD.game, IPD.player, 2, settings);
    // What the penalties push by in the per-pool arm is what vanishes here.
    assertGreater(norm(minus(full, alone)), 0.5);
    assertLess(norm(minus(auxiliaryPush({ return: returned }), alone)), 1e-9 * norm(alone));
  }
});

Deno.test("advantages() of the auxiliary arm, divided, count a payoff as often as the penalties' noise doesn't exceed it", () => {
  // Of two episodes the division leaves the sign, and a sum of noise and payoff has the payoff's where the noise is smaller.
  const sign: Expected = (reward, penalties) =>
    Math.sign(reward) * sum(penalties.map(({ it, probability }) => {
      const tied = Math.abs(Math.abs(it) - Math.abs(reward)) < 1e-9;
      return probability * (tied ? 1 / 2 : Math.abs(it) < Math.abs(reward) ? 1 : 0);
    }));
  for (const returned of ["round", "toGo"] as const) {
    const changes = { return: returned, advantageStd: true };
    const expected = pushExpecting(changes, sign);
    assertLess(norm(minus(auxiliaryPush(changes), expected)), 1e-6 * norm(expected));
  }
});

/** Mean and half the width of its 95 % interval. */
function interval(values: readonly number[]): { mean: number; half: number } {
  const centre = mean(values);
  const variance = sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
  return { mean: centre, half: 1.96 * Math.sqrt(variance / values.length) };
}

/** Draws ways by their probabilities, from a fixed sequence of random numbers. */
function drawer() {
  let drawn = 0;
  return <T>(ways: readonly Way<T>[]): T => {
    let left = uniform(SEED, "simulation", [0, 0, 0, drawn++]);
    return (ways.find(({ probability }) => (left -= probability) < 0) ?? ways.at(-1)!).it;
  };
}

Deno.test("advantages() of the auxiliary arm, divided, have the payoff's push that is documented left", () => {
  const n = 4, groups = 3000;
  const { game, player } = IPD;
  for (const [returned, left] of [["round", 0.5], ["toGo", 0.25]] as const) {
    const settings: CreditSettings = { ...IPD.settings, return: returned, advantageStd: true };
    const alone = expectedPush(game, player, n, { ...settings, credit: "reward-only" });
    const ways = game.domain.pools.train.map((opponent) => ({
      opponent,
      episodes: episodeWays(game.domain, opponent, () => 0.5, player),
      penalties: BESIDE.get(opponent)!.penalties,
    }));
    const draw = drawer();
    const shares = Array.from({ length: groups }, () => {
      const turns = ways.flatMap(({ opponent, episodes, penalties }) => {
        const records = Array.from({ length: n }, () => draw(episodes));
        const auxiliary = records.map(() => asAuxiliary(draw(penalties)));
        const group: Group = { pool: "train", opponent, episodes: records.map(({ rounds }) => rounds), auxiliary };
        return weighted(game.domain, records, advantages([group], { ...settings, credit: "auxiliary" })[0]!, 1);
      });
      return dot(pushOf(game, turns, player, n), alone) / dot(alone, alone);
    });
    const { mean, half } = interval(shares);
    assertLess(half, 0.03);
    assertAlmostEquals(mean, left, half + 0.005); // documented to two digits
  }
});

Deno.test("playAuxiliary() leaves penalties no push: an interval around 0 excludes a tenth of the per-pool arm's", async () => {
  const { game: { domain }, game, player, settings } = IPD;
  const n = 64;
  // What the penalties push by in the per-pool arm, exactly, and how much of that the auxiliary arm shows.
  const alone = expectedPush(game, player, 2, { ...settings, credit: "reward-only" });
  const penalties = times(2 * (n - 1) / n, minus(expectedPush(game, player, 2, settings), alone));
  const sampling = playersOf(player, SEED, "sampling"), auxiliary = playersOf(player, SEED, "auxiliary");
  const shares: number[] = [];
  for (let iteration = 1; iteration <= 40; iteration++) {
    const rolled = await rollOut([domain], sampling, played(n), SEED, iteration);
    const groups = await playAuxiliary(rolled, auxiliary, () => settings, SEED, iteration);
    const push = (credit: CreditSettings["credit"]) =>
      pushOf(game, creditDecisions(groups, [{ trained: domain, credit: { ...settings, credit } }]).flat(2), player, n);
    const ofPenalties = minus(push("auxiliary"), push("reward-only"));
    shares.push(dot(ofPenalties, penalties) / dot(penalties, penalties));
  }
  const { mean, half } = interval(shares);
  assertLess(half, 0.05);
  assert(Math.abs(mean) < half, `${mean} ± ${half}`);
});
