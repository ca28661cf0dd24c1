import { assertEquals, assertStringIncludes } from "@std/assert";
import { bestResponse, past, selfPlay } from "../../../lib/games/model_opponents.ts";
import { negotiationOptions, type NegotiationOptionsInput } from "../../../lib/games/negotiation/mod.ts";

Deno.test("negotiationOptions default to the paper's rounds and pools", () => {
  assertEquals(negotiationOptions.parse({}), {
    rounds: 4,
    externality: "breakdown",
    pools: {
      train: ["fair(5)", "balanced(6)", "concede", "hardball(8)"],
      exploit: ["selfish(7)", "hardball(8)"],
      collusive: ["fair(5)"],
      shifted: ["hardball(8)", "concede"],
      heldOut: [
        "boulware(0.2)",
        "conceder(5)",
        "anchoring-then-concede",
        "relative-tit-for-tat",
        "random-absolute-tit-for-tat",
        "grim",
      ],
    },
  });
});

Deno.test("negotiationOptions keep what is given and fill in the rest", () => {
  const input: NegotiationOptionsInput = {
    rounds: 6,
    externality: "breakdown-or-gap",
    pools: {
      train: ["constant(4)", "balanced(6,3)", selfPlay()],
      exploit: ["constant(9)", bestResponse(), past("latest")],
      collusive: [],
      heldOut: ["grim"],
    },
  };
  const options = negotiationOptions.parse(input);
  assertEquals(options, { ...input, pools: { ...input.pools, shifted: ["hardball(8)", "concede"] } });
  assertEquals(negotiationOptions.parse(options), options);
});

Deno.test("negotiationOptions reject what isn't negotiation over a pie, saying where and what would do", () => {
  const cases: readonly [input: unknown, path: string, message: string][] = [
    [{ pools: { train: ["fair"] } }, "pools.train.0", "must be fair(5), balanced(6)"],
    [{ pools: { train: ["constant(10)"] } }, "pools.train.0", "constant(d) with d from 1 to 9"],
    [{ pools: { train: [] } }, "pools.train", "1"],
    [{ pools: { train: ["grim"] } }, "pools.train.0", "must be fair(5)"],
    [{ pools: { exploit: ["boulware(0.2)"] } }, "pools.exploit.0", "must be fair(5)"],
    [{ pools: { collusive: ["grim"] } }, "pools.collusive.0", "must be fair(5)"],
    [{ pools: { shifted: ["conceder(5)"] } }, "pools.shifted.0", "must be fair(5)"],
    [{ pools: { exploit: ["policy(5)"] } }, "pools.exploit.0", "must be fair(5)"],
    [{ pools: { heldOut: ["fair(5)"] } }, "pools.heldOut.0", "grim"],
    [{ pools: { heldOut: ["self-play"] } }, "pools.heldOut.0", "grim"],
    [{ pools: { exploit: ["concede", "concede"] } }, "pools.exploit", "must name each opponent once"],
    [{ pools: { test: ["concede"] } }, "pools", "test"],
    [{ rounds: 0 }, "rounds", "1"],
    [{ rounds: 51 }, "rounds", "50"],
    [{ rounds: 2.5 }, "rounds", "int"],
    [{ externality: "gap" }, "externality", "breakdown-or-gap"],
    [{ hands: 4 }, "", "hands"],
  ];
  for (const [input, path, message] of cases) {
    const issue = negotiationOptions.safeParse(input).error?.issues[0];
    assertEquals(issue?.path.join("."), path);
    assertStringIncludes(issue!.message, message);
  }
});

Deno.test("NegotiationOptionsInput leaves no room for mistakes", () => {
  // @ts-expect-error an unknown opponent
  const unknown: NegotiationOptionsInput = { pools: { train: ["fair(6)"] } };
  // @ts-expect-error a held-out opponent in a training pool
  const heldOut: NegotiationOptionsInput = { pools: { exploit: ["grim"] } };
  // @ts-expect-error a training opponent among the held-out ones
  const trained: NegotiationOptionsInput = { pools: { heldOut: ["concede"] } };
  // @ts-expect-error a computed strategy in a pool
  const computed: NegotiationOptionsInput = { pools: { exploit: ["policy(5)"] } };
  // @ts-expect-error a misspelt key
  const misspelt: NegotiationOptionsInput = { round: 4 };
  for (const input of [unknown, heldOut, trained, computed, misspelt]) {
    assertEquals(negotiationOptions.safeParse(input).success, false);
  }
});
