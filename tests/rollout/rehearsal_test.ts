import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { rehearsedReply } from "../../lib/rollout/rehearsal.ts";

Deno.test("rehearsedReply() draws each length and each legal action as often, and independently", () => {
  const lengths = [3, 5, 5, 40];
  const draws = 20_000;
  const counts = new Map<string, number>();
  for (let episode = 0; episode < draws; episode++) {
    const { length, action } = rehearsedReply({ lengths }, 42, [1, episode, 0]);
    const key = `${length} ${action(2)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  // 5 stands twice among four lengths. Five standard deviations of a share of 1/4 in 20,000 draws are 0.0153.
  const expected = { "3 0": 1 / 8, "3 1": 1 / 8, "5 0": 1 / 4, "5 1": 1 / 4, "40 0": 1 / 8, "40 1": 1 / 8 };
  assertEquals([...counts.keys()].toSorted(), Object.keys(expected).toSorted());
  for (const [key, share] of Object.entries(expected)) assertAlmostEquals(counts.get(key)! / draws, share, 0.0154);
});

Deno.test("rehearsedReply() is its address's: the same again, another elsewhere", () => {
  const lengths = Array.from({ length: 1000 }, (_, at) => at + 1);
  const at = (seed: number, ...address: [number, number, number]) => {
    const { length, action } = rehearsedReply({ lengths }, seed, address);
    return [length, action(1000)];
  };
  assertEquals(at(42, 1, 2, 3), at(42, 1, 2, 3));
  for (const other of [at(43, 1, 2, 3), at(42, 2, 2, 3), at(42, 1, 3, 3), at(42, 1, 2, 4)]) {
    assertNotEquals(other, at(42, 1, 2, 3));
  }
  assert(at(42, 1, 2, 3).every((value) => Number.isInteger(value) && value <= 1000));
});
