import { assertEquals, assertStringIncludes } from "@std/assert";
import { auctionOptions, type AuctionOptionsInput } from "../../../lib/games/auction/mod.ts";
import { bestResponse, selfPlay } from "../../../lib/games/model_opponents.ts";

Deno.test("auctionOptions default to the paper's text and pools", () => {
  assertEquals(auctionOptions.parse({}), {
    rounds: 6,
    ties: "split",
    losses: "kept",
    pools: {
      train: ["truthful", "conservative", "shaded", "adaptive"],
      exploit: ["aggressive"],
      collusive: ["collusive-low"],
      shifted: ["aggressive"],
      heldOut: ["best-responder", "sniper", "high-equilibrium", "direction-learner", "grim-low"],
    },
  });
});

Deno.test("auctionOptions keep what is given and fill in the rest", () => {
  const input: AuctionOptionsInput = {
    rounds: 2,
    ties: "coin",
    losses: "clipped",
    pools: { exploit: ["aggressive", bestResponse()], collusive: [selfPlay()], heldOut: ["sniper"] },
  };
  const options = auctionOptions.parse(input);
  assertEquals([options.rounds, options.ties, options.losses], [2, "coin", "clipped"]);
  assertEquals(options.pools.exploit, ["aggressive", "best-response"]);
  assertEquals(options.pools.heldOut, ["sniper"]);
  assertEquals(options.pools.train.length, 4);
  assertEquals(auctionOptions.parse(options), options);
});

Deno.test("auctionOptions reject what isn't the auction, saying where and what would do", () => {
  const cases: readonly [input: unknown, path: string, message: string][] = [
    [
      { pools: { train: ["truthfull"] } },
      "pools.train.0",
      "must be truthful, conservative, shaded, adaptive, aggressive or",
    ],
    [{ pools: { train: [] } }, "pools.train", "1"],
    [{ pools: { train: ["sniper"] } }, "pools.train.0", "must be truthful"],
    [{ pools: { exploit: ["best-responder"] } }, "pools.exploit.0", "must be truthful"],
    [{ pools: { exploit: ["policy(11)"] } }, "pools.exploit.0", "selfPlay(), past(…) or bestResponse()"],
    [{ pools: { collusive: ["collusive-low", "collusive-low"] } }, "pools.collusive", "must name each opponent once"],
    [{ pools: { shifted: ["grim-low"] } }, "pools.shifted.0", "must be truthful"],
    [{ pools: { heldOut: ["aggressive"] } }, "pools.heldOut.0", "sniper"],
    [{ pools: { heldOut: ["self-play"] } }, "pools.heldOut.0", "sniper"],
    [{ rounds: 0 }, "rounds", "1"],
    [{ rounds: 51 }, "rounds", "50"],
    [{ rounds: 2.5 }, "rounds", "int"],
    [{ ties: "half" }, "ties", "split"],
    [{ losses: true }, "losses", "clipped"],
    [{ round: 6 }, "", "round"],
  ];
  for (const [input, path, message] of cases) {
    const issue = auctionOptions.safeParse(input).error?.issues[0];
    assertEquals(issue?.path.join("."), path);
    assertStringIncludes(issue!.message, message);
  }
});

Deno.test("AuctionOptionsInput leaves no room for mistakes", () => {
  // @ts-expect-error an unknown opponent
  const unknown: AuctionOptionsInput = { pools: { train: ["truthfull"] } };
  // @ts-expect-error a held-out opponent in a pool that trains
  const trained: AuctionOptionsInput = { pools: { exploit: ["sniper"] } };
  // @ts-expect-error an opponent that training knows among the held-out ones
  const known: AuctionOptionsInput = { pools: { heldOut: ["aggressive"] } };
  // @ts-expect-error a best response is computed, not chosen
  const computed: AuctionOptionsInput = { pools: { exploit: ["policy(11)"] } };
  // @ts-expect-error a misspelt setting
  const misspelt: AuctionOptionsInput = { tie: "coin" };
  for (const input of [unknown, trained, known, computed, misspelt]) {
    assertEquals(auctionOptions.safeParse(input).success, false);
  }
});
