import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { isPolicyName, policyName, policyOfName, tableOf } from "../../../lib/games/negotiation_gt/mod.ts";
import { randomTable } from "./random_tables.ts";

Deno.test("policyOfName() reads what policyName() writes, of at most 1,300 characters", () => {
  for (let seed = 0; seed < 50; seed++) {
    for (const goal of ["payoff", "advantage"] as const) {
      const policy = { goal, agent: randomTable(seed, seed % 5 / 4) };
      const name = policyName(policy);
      assertEquals(policyOfName(name), policy);
      assert(isPolicyName(name) && name.length <= 1300);
    }
  }
  const largest = randomTable(1, 0);
  const counts = largest.counts.map((cell) => cell.map(() => 9_999_999));
  const values = largest.values.map((_, pair) => 9_999_999 * 8 * (pair < 2 ? 9 : 2 * 5 + 1));
  const name = policyName({ goal: "advantage", agent: { counts, values } });
  assert(name.length <= 1300, `${name.length}`);
});

Deno.test("policyOfName() refuses all but the one spelling of a possible table", () => {
  const good = policyName({ goal: "payoff", agent: tableOf([{ infoset: "324 532", action: "[2, 1, 0]" }]) });
  assertEquals(good, `policy(payoff;,0.1.0,0.0.1.0,1.0.0.0.0${",".repeat(28)};0.0.0.3.0.0.0.5.0.2.0.0.0.0)`);
  assert(isPolicyName(good));
  const wrong = [
    good.replace("payoff", "Payoff"),
    good.replace("payoff", ""),
    good.replace("0.1.0", "00.1.0"),
    good.replace("0.1.0", "0.1"),
    good.replace("0.1.0", "0.1.0.0"),
    good.replace("0.1.0", "0..0"),
    good.replace("0.1.0", "0.-1.0"),
    good.replace("0.1.0", "0.1e1.0"),
    good.replace("0.1.0", "0.10000000.0"),
    good.replace("(payoff;,", "(payoff;0.0,"), // never seen is written as nothing
    good.replace(",,)", ",)"),
    good.replace(",;", ",,;"),
    good.replace(",;", ";"),
    good.replace(";0.0.0.3", ";0.0.0.9"), // a value above 8
    good.replace(";0.0.0.3", ";0.0.0.0"), // a value below 1
    good.replace(";0.0.0.3", ";1.0.0.3"), // a value of what was never asked for
    good.replace(".0)", ")"),
    good.replace(")", " )"),
    `${good}\n`,
    ` ${good}`,
    "policy()",
    "policy(payoff;;)",
    `policy(payoff;${"1.".repeat(100_000)};)`,
  ].filter((name) => name !== good);
  for (const name of wrong) assertFalse(isPolicyName(name), name.slice(0, 200));
});

Deno.test("policyName() refuses a table with more choices than a name can count", () => {
  const { counts, values } = randomTable(2);
  const many = counts.map((cell, index) => index === 0 ? [10_000_000, 0] : cell);
  assertThrows(
    () => policyName({ goal: "payoff", agent: { counts: many, values } }),
    RangeError,
    "10000000 equal choices",
  );
});
