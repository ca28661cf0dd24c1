import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { ipdDomain } from "../../lib/games/ipd/domain.ts";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import type { Decision } from "../../lib/games/types.ts";
import { logProbsOf, stateOf, Table } from "../../lib/tabular/table.ts";

const decisionAt = (infoset: string, legal: readonly string[] = ["a", "b"]): Decision => ({
  player: "agent",
  round: 0,
  infoset,
  legal,
  messages: [],
});

Deno.test("stateOf() is the domain and what an agent of bounded memory goes by", () => {
  const ipd = ipdDomain();
  assertEquals(stateOf({ domain: ipd, decision: decisionAt("start") }), "ipd start");
  assertEquals(stateOf({ domain: ipd, decision: decisionAt("CC DD CD") }), "ipd CD");
  assertEquals(stateOf({ domain: kuhnDomain(), decision: decisionAt("2pb") }), "kuhn 2pb");
});

Deno.test("Table makes a row when it is first asked for, and keeps what it is changed to", () => {
  const asked: string[] = [];
  const table = new Table((state, legal) => {
    asked.push(state);
    return legal.map((_, place) => place);
  });
  const query = { domain: kuhnDomain(), decision: decisionAt("1", ["PASS", "BET"]) };
  assertEquals([...table.entries()], []);
  const row = table.row(query);
  assertEquals(row, [0, 1]);
  row[1] = 5;
  assertStrictEquals(table.row(query), row);
  assertEquals(asked, ["kuhn 1"]);
  assertEquals([...table.entries()], [["kuhn 1", [0, 5]]]);
});

Deno.test("Table.copy() is the same policy, which later changes don't reach, either way", () => {
  const domain = kuhnDomain();
  const known = { domain, decision: decisionAt("1") }, unknown = { domain, decision: decisionAt("2") };
  const table = new Table((_, legal) => legal.map(() => 0));
  table.row(known)[0] = 3;
  const copy = table.copy();
  assertEquals(copy.row(known), [3, 0]);
  table.row(known)[0] = 7;
  copy.row(known)[1] = 8;
  assertEquals([table.row(known), copy.row(known)], [[7, 0], [3, 8]]);
  assert(table.row(unknown) !== copy.row(unknown));
});

Deno.test("logProbsOf() is log softmax of logits over temperature", () => {
  const [a, b, c] = logProbsOf([Math.log(1), Math.log(2), Math.log(5)], 1);
  [[a, 1 / 8], [b, 2 / 8], [c, 5 / 8]].forEach(([actual, p]) => assertAlmostEquals(Math.exp(actual!), p!, 1e-15));
  // At temperature 1/2 odds are squared, at 2 they are rooted.
  assertAlmostEquals(Math.exp(logProbsOf([0, Math.log(3)], 0.5)[1]!), 9 / 10, 1e-15);
  assertAlmostEquals(Math.exp(logProbsOf([0, Math.log(9)], 2)[1]!), 3 / 4, 1e-15);
});

Deno.test("logProbsOf() stays finite and right for logits far apart or large", () => {
  const [likely, unlikely] = logProbsOf([1e4, 0], 0.5);
  assertEquals([likely, unlikely], [0, -2e4]);
  assertEquals(logProbsOf([1e300, 1e300], 1), [-Math.LN2, -Math.LN2]);
});
