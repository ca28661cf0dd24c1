// The proof that `groupWeighting: exact` is ∇J: expectations by enumeration against finite differences of J, whose second
// implementation shares no code with the library.
import { assert, assertAlmostEquals } from "@std/assert";
import { groupOf, type PlayedGroup } from "../../lib/run/rollout.ts";
import { creditDecisions } from "../../lib/run/credit_decisions.ts";
import { objective } from "../../lib/sepo/objective.ts";
import { poolPenalties } from "../../lib/sepo/pool_penalties.ts";
import type { CreditSettings } from "../../lib/sepo/types.ts";
import { gradientsOf } from "../../lib/tabular/gradients.ts";
import { type Row, Table } from "../../lib/tabular/table.ts";
import { behaviourOf, expected, peerObjective, peerTerms, SHOWN } from "./peer_games.ts";
import {
  exactSettings,
  expectedPush,
  groupWays,
  plainGradient,
  pushOf,
  SMALL_IPD,
  SMALL_KUHN,
  type SmallGame,
  tableOf,
  withPools,
} from "./small_games.ts";
import { differences, minus, norm, sum, times } from "./vectors.ts";

/** The paper's sampling temperature; logits below are divided by it. */
const TEMPERATURE = 0.8;

/** Policies without symmetry, as logits of DEFECT after start, CC, CD, DC, DD and of BET or CALL with J, Q, K. */
const CASES = [
  { game: SMALL_IPD, theta: [-0.7, -1.1, 0.3, -0.3, 0.7] },
  { game: SMALL_IPD, theta: [0.4, 0.9, -0.6, 0.2, -0.5] },
  { game: SMALL_KUHN, theta: [-0.7, -1.1, 0.7, -1.8, 0.1, 1.8] },
  { game: SMALL_KUHN, theta: [0.5, 0.4, -0.4, 0.6, -0.9, 0.3] },
];

/** ∇J by the logits. */
function gradientOfJ({ peer }: SmallGame, theta: readonly number[], worst = false): number[] {
  return differences((moved) => peerObjective(peer, behaviourOf(peer, moved, TEMPERATURE), worst), theta);
}

/** By how much each exploiter gains; the clip's kink is at 0, where J has no gradient. */
function assertAwayFromKink({ peer }: SmallGame, theta: readonly number[]): void {
  for (const opponent of peer.pools.exploit) {
    const gap = expected(peer, behaviourOf(peer, theta, TEMPERATURE), opponent, SHOWN.gap);
    assert(Math.abs(gap) > 0.01, `${opponent} gains ${gap}`);
  }
}

function assertSame(actual: readonly number[], expected: readonly number[], relative = 1e-6): void {
  const off = norm(minus(actual, expected)) / norm(expected);
  assert(off < relative, `${actual} is off ${expected} by ${off}`);
}

Deno.test("the library's terms of J are its peer's, over everything that can come out", () => {
  for (const { game, theta } of CASES) {
    const player = { table: tableOf(game, theta), temperature: TEMPERATURE };
    // A group of one episode shows its own terms; e is clipped once the opponents' gains are known.
    const groups = groupWays(game, player, 1);
    const meanOver = (pool: string, of: (at: number) => number) => {
      const mine = groups.flatMap((group, at) => group.pool === pool ? [of(at)] : []);
      return mine.length === 0 ? 0 : sum(mine) / mine.length;
    };
    const shown = (at: number, name: "collusion" | "externality") => {
      const { pool, opponent, ways } = groups[at]!;
      return sum(ways.map(({ it, probability }) => {
        const episodes = it.map(({ rounds }) => rounds);
        return probability * poolPenalties([{ pool, opponent, episodes }], { exploitTerm: "pool" })[name];
      }));
    };
    const x = groups.flatMap(({ pool }, at) => pool === "collusive" ? [] : [shown(at, "externality")]);
    const terms = {
      payoff: meanOver(
        "train",
        (at) =>
          sum(
            groups[at]!.ways.map(({ it, probability }) =>
              probability * sum(it[0]!.rounds.map(({ agent }) => agent)) / game.domain.rounds
            ),
          ),
      ),
      exploitability: meanOver("exploit", (at) => Math.max(0, groups[at]!.gap)),
      collusion: meanOver("collusive", (at) => shown(at, "collusion")),
      externality: sum(x) / x.length,
    };
    const { u, e, c, x: externality } = peerTerms(game.peer, behaviourOf(game.peer, theta, TEMPERATURE), false);
    for (
      const [actual, expected] of [
        [terms.payoff, u],
        [terms.exploitability, e],
        [terms.collusion, c],
        [terms.externality, externality],
      ] as const
    ) assertAlmostEquals(actual, expected, 1e-12);
    const { penalties, payoffScale } = exactSettings(game);
    const expected = peerObjective(game.peer, behaviourOf(game.peer, theta, TEMPERATURE));
    assertAlmostEquals(objective(terms, penalties, payoffScale), expected, 1e-12);
  }
});

Deno.test("advantages() with exact are ∇J in expectation, with either return, e of the pool or of the worst opponent", () => {
  for (const { game, theta } of CASES) {
    assertAwayFromKink(game, theta);
    const player = { table: tableOf(game, theta), temperature: TEMPERATURE };
    for (const exploitTerm of ["pool", "worst"] as const) {
      const expected = gradientOfJ(game, theta, exploitTerm === "worst");
      for (const returned of ["toGo", "episode"] as const) {
        const settings = { ...exactSettings(game), exploitTerm, return: returned };
        assertSame(expectedPush(game, player, 2, settings), expected);
      }
    }
  }
});

Deno.test("advantages() with exact are ∇J in expectation for more episodes too", () => {
  for (const { game, theta } of CASES) {
    const player = { table: tableOf(game, theta), temperature: TEMPERATURE };
    const expected = gradientOfJ(game, theta);
    assertSame(expectedPush(game, player, 3, exactSettings(game)), expected);
  }
});

Deno.test("advantages() with exact are in the reward-only and shared arms the gradient of s·u alone", () => {
  for (const { game, theta } of CASES) {
    const player = { table: tableOf(game, theta), temperature: TEMPERATURE };
    const { peer } = game;
    const payoff = (moved: readonly number[]) =>
      peer.scale * peerTerms(peer, behaviourOf(peer, moved, TEMPERATURE), false).u;
    for (const credit of ["reward-only", "shared"] as const) {
      const push = expectedPush(game, player, 2, { ...exactSettings(game), credit });
      assertSame(push, differences(payoff, theta));
    }
  }
});

Deno.test("advantages() undivided and uniform push (n − 1)/n times up the terms of J, each opponent as much as another", () => {
  for (const { game, theta } of CASES) {
    const { peer, peer: { scale, lambda, pools } } = game;
    const player = { table: tableOf(game, theta), temperature: TEMPERATURE };
    const unweighted = (moved: readonly number[]) => {
      const { u, e, c, x } = peerTerms(peer, behaviourOf(peer, moved, TEMPERATURE), false);
      return pools.train.length * scale * u - pools.exploit.length * lambda.e * scale * e -
        pools.collusive.length * lambda.c * c - (pools.train.length + pools.exploit.length) * lambda.x * x;
    };
    const expected = differences(unweighted, theta);
    for (const n of [2, 3]) {
      const push = expectedPush(game, player, n, { ...exactSettings(game), groupWeighting: "uniform" });
      assertSame(push, times((n - 1) / n, expected));
    }
  }
});

Deno.test("creditDecisions() with exact makes the loss's gradient −∇ of the mean of the domains' J", () => {
  const both = [CASES[0]!, CASES[2]!];
  const rows = new Map(
    both.flatMap(({ game: { domain, peer }, theta }) =>
      peer.states.map((state, i): [string, Row] => [`${domain.name} ${state}`, [0, theta[i]!]])
    ),
  );
  const player = { table: new Table((state) => rows.get(state)!), temperature: TEMPERATURE };
  const settings = both.map(({ game }) => ({ trained: game.domain, credit: exactSettings(game) }));
  const ways = both.flatMap(({ game }) => groupWays(game, player, 2).map((group) => ({ ...group, game })));
  const played = (at: number, way: number): PlayedGroup => {
    const { game: { domain }, pool, opponent, ways: mine } = ways[at]!;
    return { domain, pool, opponent, played: opponent, records: mine[way]!.it };
  };
  const turns = ways.flatMap(({ ways: mine }, at) =>
    mine.flatMap(({ probability }, way) => {
      const groups = ways.map((_, other) => played(other, other === at ? way : 0));
      const asGroup = (group: PlayedGroup) => groupOf(group, ways[groups.indexOf(group)]!.gap);
      return creditDecisions(groups, settings, asGroup)[at]!.flat()
        .map((turn) => ({ ...turn, advantage: probability * turn.advantage }));
    })
  );
  // As the training loop has it: over episodes of a group, and the rounds of all groups.
  const normalizer = 2 * sum(ways.map(({ game: { domain } }) => domain.rounds));
  const { gradients } = gradientsOf(turns, player.table, player.table, plainGradient(TEMPERATURE, normalizer), false);
  for (const { game: { domain, peer }, theta } of both) {
    const up = differences((moved) => peerObjective(peer, behaviourOf(peer, moved, TEMPERATURE)) / both.length, theta);
    assertSame(peer.states.map((state) => -gradients.get(`${domain.name} ${state}`)![1]!), up);
    // The other action's logit moves the other way.
    assertSame(peer.states.map((state) => gradients.get(`${domain.name} ${state}`)![0]!), up);
  }
});

Deno.test("creditDecisions() with exact scales what advantages() say, so that J of a single domain is its own mean", () => {
  const { game, theta } = CASES[0]!;
  const narrow = withPools(game, { train: ["tit-for-tat"], exploit: [], collusive: [] });
  const player = { table: tableOf(narrow, theta), temperature: TEMPERATURE };
  const credit: CreditSettings = exactSettings(narrow);
  const [group] = groupWays(narrow, player, 2);
  const { domain } = narrow;
  const turns = group!.ways.flatMap(({ it, probability }) =>
    creditDecisions(
      [{ domain, pool: "train", opponent: "tit-for-tat", played: "tit-for-tat", records: it }],
      [{ trained: domain, credit }],
    ).flat(2).map((turn) => ({ ...turn, advantage: probability * turn.advantage }))
  );
  assertSame(pushOf(narrow, turns, player, 2 * domain.rounds), gradientOfJ(narrow, theta));
});
