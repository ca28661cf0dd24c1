// The paper credits a round with its own payoff alone. Against an opponent that answers later, that points the wrong way.
import { assert, assertAlmostEquals, assertLess } from "@std/assert";
import { ipdDomain } from "../../lib/games/ipd/domain.ts";
import { advantages } from "../../lib/sepo/advantages.ts";
import type { CreditSettings, Group } from "../../lib/sepo/types.ts";
import { episodeWays } from "./enumerate_episodes.ts";
import { behaviourOf, expected, PEER_IPD, SHOWN } from "./peer_games.ts";
import {
  evenTheta,
  exactSettings,
  expectedPush,
  pushOf,
  SMALL_IPD,
  type SmallGame,
  tableOf,
  weighted,
  withPools,
} from "./small_games.ts";
import { differences, sum } from "./vectors.ts";

const P = 0.3;

/** Against tit-for-tat alone; the table's states are those of three rounds. */
function titForTat(rounds: number): SmallGame {
  const pools = { train: ["tit-for-tat"], exploit: [], collusive: [] } as const;
  const domain = ipdDomain({ rounds, pools: { train: ["tit-for-tat"], exploit: [], collusive: [] } });
  return { ...withPools(SMALL_IPD, pools), domain };
}

/** By how much a return pushes the logit of defection, the same everywhere, in payoff a round. */
function pushToDefect(game: SmallGame, returned: CreditSettings["return"]): number {
  const { domain } = game;
  const player = { table: tableOf(game, evenTheta(game, P)), temperature: 1 };
  const settings = { ...exactSettings(game), penalties: {}, groupWeighting: "uniform", return: returned } as const;
  const ways = episodeWays(domain, "tit-for-tat", () => 0.5, player);
  // The other episode of the group only sets what this one is compared with, which cancels in expectation.
  const other = ways[0]!.it.rounds;
  const turns = ways.flatMap(({ it, probability }) => {
    const group: Group = { pool: "train", opponent: "tit-for-tat", episodes: [it.rounds, other] };
    return weighted(domain, [it], advantages([group], settings)[0]!, probability);
  });
  // Undivided advantages of two episodes are half of what they estimate; a round's payoff counts 1/T in a payoff a round.
  const share = returned === "round" ? 1 / domain.rounds : 1;
  return 2 * share * sum(pushOf(game, turns, player, 1));
}

Deno.test("creditedRewards() with round pushes towards defection against tit-for-tat, where payoff a round falls with it", () => {
  const game = titForTat(8);
  // With d = P(defect) the first round pays 3(1−d) + 5d, each later one 3(1−d)² + 5d(1−d) + d², by the logit d(1−d) times
  // its derivative in d.
  const byLogit = P * (1 - P);
  const truth = byLogit * (2 + 7 * (-1 - 2 * P)) / 8;
  // Of a later round the estimate sees what the own move changes at once: 5 − 3 after C, 1 − 0 after D.
  const myopic = byLogit * (2 + 7 * (2 * (1 - P) + P)) / 8;
  assertAlmostEquals(truth, -0.24, 5e-3);
  assertAlmostEquals(myopic, 0.36, 5e-3);
  assertAlmostEquals(pushToDefect(game, "toGo"), truth, 1e-6);
  assertAlmostEquals(pushToDefect(game, "episode"), truth, 1e-6);
  assertAlmostEquals(pushToDefect(game, "round"), myopic, 1e-6);
});

Deno.test("creditedRewards() with round pushes towards defection everywhere, also at first, where that costs payoff", () => {
  const theta = evenTheta(SMALL_IPD, P);
  const player = { table: tableOf(SMALL_IPD, theta), temperature: 1 };
  const settings = { ...exactSettings(SMALL_IPD), penalties: {}, groupWeighting: "uniform" } as const;
  const push = (returned: CreditSettings["return"]) =>
    expectedPush(SMALL_IPD, player, 2, { ...settings, return: returned });
  const truth = differences((moved) => {
    const behaviour = behaviourOf(PEER_IPD, moved, 1);
    return sum(PEER_IPD.pools.train.map((opponent) => expected(PEER_IPD, behaviour, opponent, SHOWN.u)));
  }, theta);
  const [toGo, myopic] = [push("toGo"), push("round")];
  truth.forEach((value, i) => assertAlmostEquals(2 * toGo[i]!, value, 1e-6));
  // To defect at first loses more against tit-for-tat and grim than it gains; the estimate sees the gain alone.
  assertLess(truth[0]!, 0);
  assert(myopic.every((value) => value > 0), `${myopic}`);
});
