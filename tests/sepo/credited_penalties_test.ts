import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { creditedPenalties, total } from "../../lib/sepo/credited_penalties.ts";
import { CREDITS, type CreditSettings, type Group, type PenaltyTerms } from "../../lib/sepo/types.ts";
import { EVEN, LOST, PAPER, terms, WON } from "./hand_groups.ts";

const group = (pool: Group["pool"], ...episodes: Group["episodes"]): Group => ({ pool, opponent: pool, episodes });
const NOTHING = terms({});

function assertCredits(groups: readonly Group[], changes: Partial<CreditSettings>, expected: PenaltyTerms[][]): void {
  assertEquals(creditedPenalties(groups, { ...PAPER, ...changes }), expected);
}

Deno.test("creditedPenalties() of per-pool charges an episode with what its own actions caused in its pool", () => {
  // Exploit: 2·1.5·2 and 0.5·1/4. Train: x alone. Collusive: 4·1/2 alone.
  const groups = [group("train", EVEN, LOST), group("exploit", EVEN, LOST), group("collusive", EVEN, LOST)];
  assertCredits(groups, {}, [
    [terms({ externality: 0.125 }), NOTHING],
    [terms({ externality: 0.125 }), terms({ exploitability: 6 })],
    [terms({ collusion: 2 }), NOTHING],
  ]);
});

Deno.test("creditedPenalties() of reward-only charges nothing", () => {
  assertCredits([group("exploit", LOST, EVEN), group("train", EVEN, LOST)], { credit: "reward-only" }, [
    [NOTHING, NOTHING],
    [NOTHING, NOTHING],
  ]);
});

Deno.test("creditedPenalties() of shared charges all train episodes with one estimate, and the others with nothing", () => {
  // e: the exploiters' means are 2 and −2, clipped and averaged 1, times 3. c: 1/4, times 4. x: the groups' means are 1/8, 0
  // and 0, averaged 1/24, times 1/2.
  const groups = [
    group("train", EVEN, LOST),
    group("exploit", LOST, LOST),
    group("exploit", WON, WON),
    group("collusive", EVEN, LOST),
  ];
  const [train, ...others] = creditedPenalties(groups, { ...PAPER, credit: "shared" });
  assertEquals(train![0], train![1]);
  assertEquals([train![0]!.exploitability, train![0]!.collusion], [3, 1]);
  assertAlmostEquals(train![0]!.externality, 1 / 48, 1e-15);
  for (const other of others) assertEquals(other, [NOTHING, NOTHING]);
});

Deno.test("creditedPenalties() of auxiliary charges a train episode with what was played beside it", () => {
  const beside = [terms({ exploitability: 1, externality: 1 }), terms({ collusion: 0.5 })];
  assertCredits(
    [{ ...group("train", LOST, EVEN), auxiliary: beside }, group("exploit", LOST, LOST)],
    { credit: "auxiliary" },
    [[terms({ exploitability: 3, externality: 0.5 }), terms({ collusion: 2 })], [NOTHING, NOTHING]],
  );
});

Deno.test("creditedPenalties() of auxiliary names the opponent that nothing was played beside", () => {
  const message = `No auxiliary episodes were played beside those against "train"`;
  assertThrows(() => creditedPenalties([group("train", EVEN)], { ...PAPER, credit: "auxiliary" }), TypeError, message);
});

Deno.test("creditedPenalties() takes an absent λ for 0", () => {
  assertCredits([group("exploit", LOST, EVEN)], { penalties: { externality: 2 } }, [
    [NOTHING, terms({ externality: 0.5 })],
  ]);
});

Deno.test("creditedPenalties() clips each episode by itself, or the opponent's gain as it is known", () => {
  const charged = (changes: Partial<CreditSettings>, gap?: number) => {
    const played = { ...group("exploit", LOST, WON), ...gap === undefined ? {} : { gap } };
    return creditedPenalties([played], { ...PAPER, ...changes })[0]!.map(({ exploitability }) => exploitability);
  };
  // Gains are 2 and −2; times 3.
  assertEquals(charged({}, 1), [6, 0]);
  assertEquals(charged({}, -1), [6, 0]);
  assertEquals(charged({ clip: "pool" }, 0.1), [6, -6]);
  assertEquals(charged({ clip: "pool" }, 0), [0, 0]);
  assertEquals(charged({ clip: "pool" }, -0.1), [0, 0]);
});

Deno.test("creditedPenalties() judges an opponent whose gain is unknown by the other episodes, not by the one it charges", () => {
  const charged = creditedPenalties([group("exploit", LOST, WON, EVEN)], { ...PAPER, clip: "pool" })[0]!;
  // Beside the lost one: −2 and 0. Beside the won one: 2 and 0. Beside the even one: 2 and −2, on the whole nothing.
  assertEquals(charged.map(({ exploitability }) => exploitability), [0, -6, 0]);
  const two = creditedPenalties([group("exploit", LOST, LOST)], { ...PAPER, clip: "pool" })[0]!;
  assertEquals(two.map(({ exploitability }) => exploitability), [6, 6]);
});

Deno.test("creditedPenalties() counts with worst the opponent that gains most alone, and every opponent's externality", () => {
  const groups = [
    { ...group("exploit", LOST, EVEN), gap: 0.5 },
    { ...group("exploit", LOST, EVEN), gap: 0.7 },
    { ...group("exploit", LOST, EVEN), gap: 0.7 },
  ];
  const x = terms({ externality: 0.125 });
  assertCredits(groups, { exploitTerm: "worst" }, [
    [NOTHING, x],
    [terms({ exploitability: 6 }), x],
    [NOTHING, x],
  ]);
});

Deno.test("creditedPenalties() divides with exact by what J averages over", () => {
  // Two exploiters, three opponents that x is measured against.
  const groups = [group("train", EVEN, LOST), group("exploit", LOST, EVEN), group("exploit", EVEN, LOST)];
  const known = groups.map((one) => ({ ...one, gap: 1 }));
  const charged = creditedPenalties(known, { ...PAPER, groupWeighting: "exact", clip: "pool" });
  const x = 0.125 / 3;
  [[x, 0], [3, x], [x, 3]].forEach((row, g) =>
    row.forEach((expected, r) => assertAlmostEquals(total(charged[g]![r]!), expected, 1e-15))
  );
});

Deno.test("creditedPenalties() charges the same whatever return, normalization and division are", () => {
  const groups = [
    { ...group("train", EVEN, LOST), auxiliary: [terms({ collusion: 1 }), NOTHING] },
    group("exploit", LOST, WON),
    group("collusive", EVEN, EVEN),
  ];
  for (const credit of CREDITS) {
    const charged = creditedPenalties(groups, { ...PAPER, credit });
    for (const changes of [{ return: "toGo" }, { normalize: "batch" }, { advantageStd: false }] as const) {
      assertCredits(groups, { credit, ...changes }, charged);
    }
  }
});

Deno.test("total() is the sum of an episode's penalties", () => {
  assertEquals(total({ exploitability: 1, collusion: 20, externality: 300 }), 321);
});
