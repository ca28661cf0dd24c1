import { assertEquals, assertStringIncludes } from "@std/assert";
import { negotiationGtOptions, type NegotiationGtOptionsInput } from "../../../lib/games/negotiation_gt/mod.ts";
import { bestResponse, selfPlay } from "../../../lib/games/model_opponents.ts";

Deno.test("negotiationGtOptions default to the paper's rounds and pools, and to all held-out opponents", () => {
  assertEquals(negotiationGtOptions.parse({}), {
    rounds: 4,
    pools: {
      train: ["fair", "tit-for-tat", "concede"],
      exploit: ["greedy", "hardball"],
      collusive: ["fair"],
      shifted: [],
      heldOut: ["boulware", "anchor-concede", "logroller", "top-item", "grim", "erratic"],
    },
  });
});

Deno.test("negotiationGtOptions keep what is given and fill in the rest", () => {
  const input: NegotiationGtOptionsInput = {
    rounds: 2,
    pools: { exploit: ["greedy", "hardball-all-but-one", bestResponse()], train: [selfPlay()], heldOut: ["grim"] },
  };
  const options = negotiationGtOptions.parse(input);
  assertEquals(options.rounds, 2);
  assertEquals(options.pools, {
    train: ["self-play"],
    exploit: ["greedy", "hardball-all-but-one", "best-response"],
    collusive: ["fair"],
    shifted: [],
    heldOut: ["grim"],
  });
  assertEquals(negotiationGtOptions.parse(options), options);
});

Deno.test("negotiationGtOptions reject what isn't the game's, saying where and what would do", () => {
  const cases: readonly [input: unknown, path: string, message: string][] = [
    [{ pools: { train: ["fare"] } }, "pools.train.0", "must be fair, tit-for-tat, concede, greedy, hardball"],
    [{ pools: { train: [] } }, "pools.train", "1"],
    [{ pools: { train: ["boulware"] } }, "pools.train.0", "must be fair"],
    [{ pools: { exploit: ["grim"] } }, "pools.exploit.0", "must be fair"],
    [{ pools: { collusive: ["proportional"] } }, "pools.collusive.0", "must be fair"],
    [{ pools: { shifted: ["policy(payoff;;)"] } }, "pools.shifted.0", "must be fair"],
    [{ pools: { heldOut: ["fair"] } }, "pools.heldOut.0", "boulware"],
    [{ pools: { heldOut: ["self-play"] } }, "pools.heldOut.0", "boulware"],
    [{ pools: { exploit: ["greedy", "greedy"] } }, "pools.exploit", "must name each opponent once"],
    [{ pools: { robust: ["fair"] } }, "pools", "robust"],
    [{ rounds: 0 }, "rounds", "1"],
    [{ rounds: 21 }, "rounds", "20"],
    [{ rounds: 2.5 }, "rounds", "int"],
    [{ hands: 6 }, "", "hands"],
  ];
  for (const [input, path, message] of cases) {
    const issue = negotiationGtOptions.safeParse(input).error?.issues[0];
    assertEquals(issue?.path.join("."), path);
    assertStringIncludes(issue!.message, message);
  }
});

Deno.test("NegotiationGtOptionsInput leaves no room for mistakes", () => {
  // @ts-expect-error an unknown opponent
  const unknown: NegotiationGtOptionsInput = { pools: { train: ["fare"] } };
  // @ts-expect-error a held-out opponent in a training pool
  const heldOut: NegotiationGtOptionsInput = { pools: { train: ["boulware"] } };
  // @ts-expect-error an opponent of the training pools held out
  const trained: NegotiationGtOptionsInput = { pools: { heldOut: ["fair"] } };
  // @ts-expect-error a computed strategy
  const computed: NegotiationGtOptionsInput = { pools: { exploit: ["policy(payoff;;)"] } };
  // @ts-expect-error a misspelt key
  const misspelt: NegotiationGtOptionsInput = { round: 6 };
  for (const input of [unknown, heldOut, trained, computed, misspelt]) {
    assertEquals(negotiationGtOptions.safeParse(input).success, false);
  }
});
