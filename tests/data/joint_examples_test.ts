import { assertEquals } from "@std/assert";
import { jointExamples, shares } from "../../lib/data/joint_examples.ts";
import { sftExamples } from "../../lib/data/sft_examples.ts";
import { ipdDomain } from "../../lib/games/ipd/mod.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";

Deno.test("shares() splits evenly, the first ones larger", () => {
  assertEquals(shares(6398, 3), [2133, 2133, 2132]);
  assertEquals(shares(9, 3), [3, 3, 3]);
  assertEquals(shares(1, 3), [1, 0, 0]);
});

Deno.test("jointExamples() has each domain's own examples, in equal shares", () => {
  const { train, valid } = jointExamples(["ipd", "kuhn"], { seed: 42, train: 21, valid: 5 });
  assertEquals(train, [
    ...sftExamples(ipdDomain(), { seed: 42, train: 11, valid: 0 }).train,
    ...sftExamples(kuhnDomain(), { seed: 42, train: 10, valid: 0 }).train,
  ]);
  assertEquals(valid.map(({ domain }) => domain), ["ipd", "ipd", "ipd", "kuhn", "kuhn"]);
});
