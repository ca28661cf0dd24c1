import { assertAlmostEquals, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type OpponentMeans, poolMeasures } from "../../lib/evaluate/pool_measures.ts";

const opponents: OpponentMeans[] = [
  { pool: "train", opponent: "a", agent: 3, theirs: 1, collusion: 0.9, externality: 0.25 },
  { pool: "train", opponent: "b", agent: 1, theirs: 1, collusion: 0.9, externality: 0.75 },
  { pool: "exploit", opponent: "c", agent: 1, theirs: 3, collusion: 0.9, externality: 0.5 },
  { pool: "exploit", opponent: "d", agent: 4, theirs: 0, collusion: 0.9, externality: 0.1 },
  { pool: "collusive", opponent: "e", agent: 9, theirs: 9, collusion: 0.5, externality: 0.9 },
  { pool: "shifted", opponent: "f", agent: 2, theirs: 7, collusion: 0.9, externality: 0.9 },
  { pool: "heldOut", opponent: "g", agent: 1, theirs: 6, collusion: 0.9, externality: 0.9 },
  { pool: "heldOut", opponent: "h", agent: 3, theirs: 2, collusion: 0.9, externality: 0.9 },
];

Deno.test("poolMeasures() takes each term from its own pools", () => {
  const measures = poolMeasures(opponents, { exploitability: 2, collusion: 1, externality: 0.5 }, 3);
  assertEquals(measures.payoff, 2); // (3 + 1) / 2
  assertEquals(measures.exploitability, 1); // (2 + 0) / 2: winning against d doesn't hide losing to c
  assertEquals(measures.collusion, 0.5); // e's alone
  assertAlmostEquals(measures.externality!, 0.4, 1e-12); // (0.25 + 0.75 + 0.5 + 0.1) / 4
  assertEquals(measures.robust, 2);
  assertEquals(measures.heldOut, { payoff: 2, advantage: 2.5 }); // (5 + 0) / 2
  assertAlmostEquals(measures.objective, 3 * 2 - 2 * 3 * 1 - 1 * 0.5 - 0.5 * 0.4, 1e-12);
  assertEquals(measures.nra, { value: 0.25 }); // (2/4 + 0/2) / 2
});

Deno.test("poolMeasures() leaves out what has no pool, and takes 0 for it in J", () => {
  const [train] = opponents;
  const { collusion: _, externality: __, ...bare } = train!;
  const measures = poolMeasures([bare], { exploitability: 2, collusion: 1, externality: 1 }, 1);
  const { exploitability, collusion, externality, robust, heldOut, objective } = measures;
  assertEquals([exploitability, collusion, externality, robust, heldOut], [null, null, null, null, null]);
  assertEquals(objective, 3);
});

Deno.test("poolMeasures() takes held-out opponents for the shifted pool where that is empty", () => {
  assertEquals(poolMeasures(opponents.filter(({ pool }) => pool !== "shifted"), {}, 1).robust, 2); // (1 + 3) / 2
});

Deno.test("poolMeasures() leaves out of NRA whom it is undefined against, by name", () => {
  const nothing: OpponentMeans = { pool: "train", opponent: "z", agent: 0, theirs: 0 };
  assertEquals(poolMeasures([...opponents, nothing], {}, 1).nra, { value: 0.25, without: ["z"] });
});

Deno.test("poolMeasures() says against whom NRA is undefined", () => {
  const { nra } = poolMeasures([{ pool: "train", opponent: "a", agent: 1, theirs: -1 }], {}, 1);
  assertStringIncludes("undefined" in nra ? nra.undefined : "", "against a sum to 0");
});

Deno.test("poolMeasures() refuses a policy without opponents to train against", () => {
  assertThrows(() => poolMeasures([], {}, 1), RangeError, "without opponents");
});
