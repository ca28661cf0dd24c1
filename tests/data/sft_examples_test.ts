import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { sftExamples } from "../../lib/data/sft_examples.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";

Deno.test("sftExamples() makes as many examples as asked for, and validation only adds to training", () => {
  const { train, valid } = sftExamples(kuhnDomain(), { seed: 42, train: 100, valid: 30 });
  assertEquals([train.length, valid.length], [100, 30]);
  assertEquals(sftExamples(kuhnDomain(), { seed: 42, train: 100, valid: 0 }), { train, valid: [] });
  assertEquals(sftExamples(kuhnDomain(), { seed: 42, train: 60, valid: 0 }).train, train.slice(0, 60));
});

Deno.test("sftExamples() starts validation with a new episode", () => {
  // An episode of six hands has at least six decisions, so one example cuts the first; an episode starts in first seat.
  const [first] = sftExamples(kuhnDomain(), { seed: 42, train: 1, valid: 6 }).valid;
  const { train } = sftExamples(kuhnDomain(), { seed: 42, train: 20, valid: 0 });
  assert(first!.infoset.length === 1);
  const at = train.findIndex((example, i) => i >= 6 && JSON.stringify(example) === JSON.stringify(first));
  assert(at >= 6 && at <= 9, `the second episode begins at ${at}`);
});

Deno.test("sftExamples() depends on the seed", () => {
  const size = { train: 50, valid: 10 };
  assertEquals(sftExamples(kuhnDomain(), { seed: 1, ...size }), sftExamples(kuhnDomain(), { seed: 1, ...size }));
  assertNotEquals(sftExamples(kuhnDomain(), { seed: 1, ...size }), sftExamples(kuhnDomain(), { seed: 2, ...size }));
});

Deno.test("sftExamples() rejects sizes and seeds that aren't counts", () => {
  assertThrows(() => sftExamples(kuhnDomain(), { seed: 1, train: -1, valid: 0 }), RangeError, "-1 SFT examples");
  assertThrows(() => sftExamples(kuhnDomain(), { seed: 1, train: 1, valid: 0.5 }), RangeError, "0.5 SFT examples");
  assertThrows(() => sftExamples(kuhnDomain(), { seed: -3, train: 1, valid: 0 }), RangeError, "seed -3");
});
