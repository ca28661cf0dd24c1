import { assertEquals, assertStringIncludes } from "@std/assert";
import { equilibrium, kuhnOptions, type KuhnOptionsInput } from "../../../lib/games/kuhn/mod.ts";
import { bestResponse, past } from "../../../lib/games/model_opponents.ts";

Deno.test("kuhnOptions default to the paper's hands and pools", () => {
  assertEquals(kuhnOptions.parse({}), {
    hands: 6,
    pools: {
      train: ["nash-approx", "tight-passive", "loose-aggressive"],
      exploit: ["nash-approx", "always-bet"],
      shifted: ["always-pass", "always-bet"],
      heldOut: ["bluff-jack", "value-bet", "call-queen", "fold-queen", "call-down"],
    },
  });
});

Deno.test("kuhnOptions keep what is given and fill in the rest", () => {
  const input: KuhnOptionsInput = {
    hands: 2,
    pools: { exploit: ["max-exploiter", equilibrium(0.25), bestResponse(), past(20)], heldOut: ["fold-queen"] },
  };
  const options = kuhnOptions.parse(input);
  assertEquals(options.hands, 2);
  assertEquals(options.pools.exploit, ["max-exploiter", "equilibrium(0.25)", "best-response", "past(20)"]);
  assertEquals(options.pools.heldOut, ["fold-queen"]);
  assertEquals(options.pools.train.length, 3);
  assertEquals(kuhnOptions.parse(options), options);
});

Deno.test("kuhnOptions reject what isn't Kuhn poker, saying where and what would do", () => {
  const cases: readonly [input: unknown, path: string, message: string][] = [
    [{ pools: { train: ["nash-aprox"] } }, "pools.train.0", "must be nash-approx, tight-passive"],
    [{ pools: { train: ["equilibrium(0.5)"] } }, "pools.train.0", "equilibrium(α) with α from 0 to 1/3"],
    [{ pools: { train: [] } }, "pools.train", "1"],
    [{ pools: { exploit: ["always-bet", "always-bet"] } }, "pools.exploit", "must name each opponent once"],
    [{ pools: { train: ["bluff-jack"] } }, "pools.train.0", "must be nash-approx, tight-passive"],
    [{ pools: { exploit: ["pure(pppppppppppp)"] } }, "pools.exploit.0", "selfPlay(), past(…) or bestResponse()"],
    [{ pools: { shifted: ["past(0)"] } }, "pools.shifted.0", "selfPlay(), past(…) or bestResponse()"],
    [{ pools: { heldOut: ["always-bet"] } }, "pools.heldOut.0", "bluff-jack"],
    [{ pools: { heldOut: ["self-play"] } }, "pools.heldOut.0", "bluff-jack"],
    [{ pools: { heldOut: ["call-down", "call-down"] } }, "pools.heldOut", "must name each opponent once"],
    [{ pools: { collusive: ["always-pass"] } }, "pools", "collusive"],
    [{ hands: 0 }, "hands", "1"],
    [{ hands: 2.5 }, "hands", "int"],
    [{ rounds: 6 }, "", "rounds"],
  ];
  for (const [input, path, message] of cases) {
    const issue = kuhnOptions.safeParse(input).error?.issues[0];
    assertEquals(issue?.path.join("."), path);
    assertStringIncludes(issue!.message, message);
  }
});

Deno.test("KuhnOptionsInput leaves no room for mistakes", () => {
  // @ts-expect-error an unknown opponent
  const unknown: KuhnOptionsInput = { pools: { train: ["nash-aprox"] } };
  // @ts-expect-error Kuhn poker has no collusive pool
  const collusive: KuhnOptionsInput = { pools: { collusive: [] } };
  // @ts-expect-error a misspelt key
  const misspelt: KuhnOptionsInput = { hand: 6 };
  // @ts-expect-error a held-out opponent in a pool that trains
  const trained: KuhnOptionsInput = { pools: { exploit: ["bluff-jack"] } };
  // @ts-expect-error a model in the held-out pool
  const model: KuhnOptionsInput = { pools: { heldOut: ["self-play"] } };
  // @ts-expect-error a best response is computed, not chosen
  const computed: KuhnOptionsInput = { pools: { exploit: ["pure(pppppppppppp)"] } };
  for (const input of [unknown, collusive, misspelt, trained, model, computed]) {
    assertEquals(kuhnOptions.safeParse(input).success, false);
  }
});
