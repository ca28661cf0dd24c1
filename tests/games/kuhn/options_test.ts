import { assertEquals, assertStringIncludes } from "@std/assert";
import { equilibrium, kuhnOptions, type KuhnOptionsInput } from "../../../lib/games/kuhn/mod.ts";

Deno.test("kuhnOptions default to the paper's hands and pools", () => {
  assertEquals(kuhnOptions.parse({}), {
    hands: 6,
    pools: {
      train: ["nash-approx", "tight-passive", "loose-aggressive"],
      exploit: ["nash-approx", "always-bet"],
      shifted: ["always-pass", "always-bet"],
    },
  });
});

Deno.test("kuhnOptions keep what is given and fill in the rest", () => {
  const input: KuhnOptionsInput = { hands: 2, pools: { exploit: ["max-exploiter", equilibrium(0.25)] } };
  const options = kuhnOptions.parse(input);
  assertEquals(options.hands, 2);
  assertEquals(options.pools.exploit, ["max-exploiter", "equilibrium(0.25)"]);
  assertEquals(options.pools.train.length, 3);
  assertEquals(kuhnOptions.parse(options), options);
});

Deno.test("kuhnOptions reject what isn't Kuhn poker, saying where and what would do", () => {
  const cases: readonly [input: unknown, path: string, message: string][] = [
    [{ pools: { train: ["nash-aprox"] } }, "pools.train.0", "must be nash-approx, tight-passive"],
    [{ pools: { train: ["equilibrium(0.5)"] } }, "pools.train.0", "equilibrium(α) with α from 0 to 1/3"],
    [{ pools: { train: [] } }, "pools.train", "1"],
    [{ pools: { exploit: ["always-bet", "always-bet"] } }, "pools.exploit", "must name each opponent once"],
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
  for (const input of [unknown, collusive, misspelt]) assertEquals(kuhnOptions.safeParse(input).success, false);
});
