import { assertEquals, assertStringIncludes } from "@std/assert";
import { ipdOptions, type IpdOptionsInput, mixed } from "../../../lib/games/ipd/mod.ts";
import { bestResponse, past, selfPlay } from "../../../lib/games/model_opponents.ts";

Deno.test("ipdOptions default to the paper's rounds and pools", () => {
  assertEquals(ipdOptions.parse({}), {
    rounds: 8,
    pools: {
      train: ["tit-for-tat", "generous-tft", "mixed(0.5)", "grim"],
      exploit: ["always-defect", "alternate-defect"],
      collusive: ["always-cooperate"],
      shifted: ["grim", "always-cooperate"],
      heldOut: ["suspicious-tft", "win-stay-lose-shift", "prober", "extortionate(3)", "tit-for-two-tats"],
    },
  });
});

Deno.test("ipdOptions keep what is given and fill in the rest", () => {
  const input: IpdOptionsInput = {
    rounds: 2,
    pools: { train: [mixed(0.9), selfPlay()], exploit: ["grim", bestResponse(), past(20)], heldOut: ["prober"] },
  };
  const options = ipdOptions.parse(input);
  assertEquals(options.rounds, 2);
  assertEquals(options.pools.train, ["mixed(0.9)", "self-play"]);
  assertEquals(options.pools.exploit, ["grim", "best-response", "past(20)"]);
  assertEquals(options.pools.collusive, ["always-cooperate"]);
  assertEquals(options.pools.heldOut, ["prober"]);
  assertEquals(ipdOptions.parse(options), options);
});

Deno.test("ipdOptions reject what isn't the game's, saying where and what would do", () => {
  const cases: readonly [input: unknown, path: string, message: string][] = [
    [{ pools: { train: ["tit-for-tatt"] } }, "pools.train.0", "must be always-cooperate, always-defect"],
    [{ pools: { train: ["mixed(1.5)"] } }, "pools.train.0", "mixed(p) with p from 0 to 1"],
    [{ pools: { train: ["grim", "mixed(0.50)"] } }, "pools.train.1", "mixed(p) with p from 0 to 1"],
    [{ pools: { train: [] } }, "pools.train", "1"],
    [{ pools: { exploit: ["grim", "grim"] } }, "pools.exploit", "must name each opponent once"],
    [{ pools: { collusive: ["prober"] } }, "pools.collusive.0", "must be always-cooperate"],
    [{ pools: { exploit: ["memory-one(C;CDCD)"] } }, "pools.exploit.0", "selfPlay(), past(…) or bestResponse()"],
    [{ pools: { exploit: ["automaton(C00)"] } }, "pools.exploit.0", "selfPlay(), past(…) or bestResponse()"],
    [{ pools: { shifted: ["policy(C)"] } }, "pools.shifted.0", "selfPlay(), past(…) or bestResponse()"],
    [{ pools: { heldOut: ["grim"] } }, "pools.heldOut.0", "suspicious-tft"],
    [{ pools: { heldOut: ["self-play"] } }, "pools.heldOut.0", "suspicious-tft"],
    [{ rounds: 0 }, "rounds", "1"],
    [{ rounds: 65 }, "rounds", "64"],
    [{ rounds: 2.5 }, "rounds", "int"],
    [{ hands: 6 }, "", "hands"],
  ];
  for (const [input, path, message] of cases) {
    const issue = ipdOptions.safeParse(input).error?.issues[0];
    assertEquals(issue?.path.join("."), path);
    assertStringIncludes(issue!.message, message);
  }
});

Deno.test("IpdOptionsInput leaves no room for mistakes", () => {
  // @ts-expect-error an unknown opponent
  const unknown: IpdOptionsInput = { pools: { train: ["tit-for-tatt"] } };
  // @ts-expect-error a misspelt key
  const misspelt: IpdOptionsInput = { round: 6 };
  // @ts-expect-error a held-out opponent in a pool that trains
  const trained: IpdOptionsInput = { pools: { exploit: ["prober"] } };
  // @ts-expect-error a training opponent in the held-out pool
  const evaluated: IpdOptionsInput = { pools: { heldOut: ["grim"] } };
  // @ts-expect-error a model in the held-out pool
  const model: IpdOptionsInput = { pools: { heldOut: ["self-play"] } };
  // @ts-expect-error a best response is computed, not chosen
  const computed: IpdOptionsInput = { pools: { exploit: ["memory-one(C;CDCD)"] } };
  for (const input of [unknown, misspelt, trained, evaluated, model, computed]) {
    assertEquals(ipdOptions.safeParse(input).success, false);
  }
});
