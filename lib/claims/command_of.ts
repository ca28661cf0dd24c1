import { shownArm } from "../../dsl/arms.ts";
import type { Plan } from "../../dsl/plan.ts";
import { armsOfTest, type ClaimTest } from "./claim.ts";

/** Where results go if nothing is said. */
const RESULTS = "results";

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What to type to run what a test needs; runs that are finished are not run again. */
export function commandOf(test: ClaimTest, plan: Pick<Plan, "experiment" | "runs">, results: string): string {
  const needed = armsOfTest(test);
  const names = [...new Set(plan.runs.map(({ arm }) => arm))];
  const arms = names.filter((arm) => needed.includes(shownArm(arm)));
  return [
    ...["deno", "task", "exp", plan.experiment],
    ...arms.length === names.length ? [] : arms.flatMap((arm) => ["--arm", quoted(arm)]),
    ...test.seeds === undefined ? [] : ["--seed", test.seeds.join(",")],
    ...results === RESULTS ? [] : ["--results", quoted(results)],
  ].join(" ");
}
