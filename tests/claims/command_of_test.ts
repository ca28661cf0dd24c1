import { assertEquals } from "@std/assert";
import type { ClaimTest } from "../../lib/claims/claim.ts";
import { level } from "../../lib/claims/claim_rules.ts";
import { commandOf } from "../../lib/claims/command_of.ts";
import { madePlan } from "./made_experiment.ts";

function test(seeds: readonly number[] | undefined, ...arms: string[]): ClaimTest {
  const rules = arms.map((arm) => level("objective", "best", "above", 0, arm));
  return { experiment: "made", domain: "ipd", rules, ...seeds === undefined ? {} : { seeds } };
}

Deno.test("commandOf() names arms where not all are needed, seeds where the test has its own, and another folder", () => {
  const plan = madePlan();
  const all = ["credit=shared", "credit=per-pool"];
  assertEquals(commandOf(test(undefined, ...all), plan, "results"), "deno task exp made");
  assertEquals(
    commandOf(test([4, 5], "credit=shared"), plan, "/a b"),
    "deno task exp made --arm credit=shared --seed 4,5 --results '/a b'",
  );
});

Deno.test("commandOf() writes arms as the command line takes them, whatever they vary", () => {
  const [run] = madePlan().runs;
  const plan = { experiment: "made", runs: [{ ...run!, arm: "x=%5B%22it's%22%5D" }, { ...run!, arm: "x=1" }] };
  const command = commandOf(test(undefined, `x=["it's"]`), plan, "results");
  assertEquals(command, `deno task exp made --arm 'x=%5B%22it'\\''s%22%5D'`);
});
