import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import type { Domain } from "../../lib/games/types.ts";
import { creditDecisions, partsOf } from "../../lib/run/credit_decisions.ts";
import { groupOf, type PlayedGroup } from "../../lib/run/rollout.ts";
import type { CreditSettings, TrainingPool } from "../../lib/sepo/types.ts";
import { SILENT, toyDomain } from "../rollout/toy_domain.ts";
import { PAPER, zeroSum } from "../sepo/hand_groups.ts";

/** Undivided, so that advantages are deviations in scaled payoff: s = 1.5. */
const PLAIN: CreditSettings = { ...PAPER, penalties: {}, advantageStd: false };

/** A group whose episodes asked once a round, or as often as `asks` says. */
function playedGroup(domain: Domain, pool: TrainingPool, payoffs: readonly number[][], asks = [1, 1]): PlayedGroup {
  return {
    domain,
    pool,
    opponent: "a",
    played: "a",
    records: payoffs.map((episode) => ({
      rounds: episode.map(zeroSum),
      turns: asks.flatMap((count, round) =>
        Array.from({ length: count }, (_, ask) => ({
          decision: { player: "agent" as const, round, infoset: `${round}${ask}`, legal: ["0", "1"], messages: [] },
          answer: { action: "0", reply: SILENT },
        }))
      ),
    })),
  };
}

const toy = toyDomain({ train: ["a"] });
const credited = (groups: readonly PlayedGroup[], credit: CreditSettings, domain = toy) =>
  creditDecisions(groups, [{ trained: domain, credit }])
    .map((group) => group.map((episode) => episode.map(({ advantage }) => advantage)));

Deno.test("creditDecisions() gives every decision of a round that round's advantage, also none and several", () => {
  const groups = [playedGroup(toy, "train", [[1, 4], [-1, 2]], [0, 3])];
  // Round 1: 4 and 2 around 3, times 1.5.
  assertEquals(credited(groups, PLAIN), [[[1.5, 1.5, 1.5], [-1.5, -1.5, -1.5]]]);
});

Deno.test("creditDecisions() credits the reply's own tokens also where the fallback chose the action", () => {
  const [group] = [playedGroup(toy, "train", [[1, 4], [-1, 2]])];
  const records = group!.records.map(({ rounds, turns }) => ({
    rounds,
    turns: turns.map((turn) => ({ ...turn, answer: { ...turn.answer, fallback: "empty" } })),
  }));
  assertEquals(credited([{ ...group!, records }], PLAIN), credited([group!], PLAIN));
});

Deno.test("creditDecisions() compares groups of a domain by that domain's settings", () => {
  const other: Domain = { ...toy, name: "other" };
  const groups = [playedGroup(toy, "train", [[1, 1], [-1, -1]]), playedGroup(other, "train", [[1, 1], [-1, -1]])];
  const turns = creditDecisions(groups, [
    { trained: other, credit: { ...PLAIN, payoffScale: 100 } },
    { trained: toy, credit: PLAIN },
  ]);
  assertEquals(turns.map((group) => group.map((episode) => episode.map(({ advantage }) => advantage))), [
    [[1.5, 1.5], [-1.5, -1.5]],
    [[100, 100], [-100, -100]],
  ]);
  assertEquals(turns.map((group) => group[0]![0]!.domain.name), ["toy", "other"]);
});

Deno.test("creditDecisions() scales advantages with exact by all rounds over the number of domains", () => {
  // The loss takes the mean over 2 + 2 + 5 rounds of three groups; ∇J is a sum over rounds, averaged over two domains.
  const other: Domain = { ...toy, name: "other", rounds: 5 };
  const five = [[1, 1, 1, 1, 1], [-1, -1, -1, -1, -1]];
  const groups = [
    playedGroup(toy, "train", [[1, 1], [-1, -1]]),
    playedGroup(toy, "train", [[2, 2], [2, 2]]),
    playedGroup(other, "train", five, [1, 1, 1, 1, 1]),
  ];
  const exact: CreditSettings = { ...PLAIN, groupWeighting: "exact", return: "episode", clip: "pool" };
  const turns = creditDecisions(groups, [{ trained: toy, credit: exact }, { trained: other, credit: PLAIN }]);
  // Of two opponents: s·(1 − (−1))/2 = 1.5, times 9/2.
  turns[0]![0]!.forEach(({ advantage }) => assertAlmostEquals(advantage, 1.5 * 9 / 2, 1e-12));
  turns[1]![0]!.forEach(({ advantage }) => assertEquals(advantage, 0));
  // The other domain's settings aren't exact: nothing is scaled there.
  turns[2]![0]!.forEach(({ advantage }) => assertAlmostEquals(advantage, 1.5, 1e-12));
});

Deno.test("creditDecisions() takes who exploits from what is known of a group, where that is said", () => {
  const groups = [playedGroup(toy, "exploit", [[-1, -1], [1, 1]])];
  const credit: CreditSettings = { ...PLAIN, penalties: { exploitability: 2 }, clip: "pool" };
  const advantages = (gap?: number) =>
    creditDecisions(groups, [{ trained: toy, credit }], (group) => groupOf(group, gap))
      .map((group) => group.map((episode) => episode.map(({ advantage }) => advantage)));
  // Gains 2 and −2, times 1.5·2.
  assertEquals(advantages(0.1), [[[-6, -6], [6, 6]]]);
  assertEquals(advantages(-0.1), [[[0, 0], [0, 0]]]);
  // Unknown, each is judged by the other: the one beside a loss gained.
  assertEquals(advantages(), credited(groups, credit));
});

Deno.test("partsOf() are the (domain, pool) pairs in the groups' order, which creditDecisions() says by place", () => {
  const other: Domain = { ...toy, name: "other" };
  const payoffs = [[1, 1], [0, 0]];
  const groups = [
    playedGroup(toy, "train", payoffs),
    playedGroup(toy, "train", payoffs),
    playedGroup(toy, "exploit", payoffs),
    playedGroup(other, "train", payoffs),
  ];
  assertEquals(partsOf(groups), ["toy train", "toy exploit", "other train"]);
  const turns = creditDecisions(groups, [toy, other].map((trained) => ({ trained, credit: PLAIN })));
  assertEquals(turns.map((group) => group.flat().map(({ part }) => part)), [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
    [2, 2, 2, 2],
  ]);
});

Deno.test("creditDecisions() makes no difference between a penalty that all train episodes share and none", () => {
  // Payoffs and a penalty that no float64 has exactly, so that the differences are rounded differently.
  const payoffs = Array.from({ length: 8 }, (_, r) => [Math.sin(r), Math.cos(7 * r)]);
  const groups = [playedGroup(toy, "train", payoffs), playedGroup(toy, "exploit", payoffs)];
  const byCredit = (["shared", "reward-only"] as const).map((credit) =>
    credited(groups, { ...PAPER, penalties: { exploitability: 1.7 }, credit })
  );
  assertEquals(byCredit[0], byCredit[1]);
  assertNotEquals(new Set(byCredit[0]!.flat(2)).size, 1);
});
