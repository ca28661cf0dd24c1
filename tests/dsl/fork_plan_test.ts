import { assertEquals } from "@std/assert";
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { forkPlan } from "../../dsl/fork_plan.ts";
import { planSchema } from "../../dsl/plan.ts";

const plan = compile(
  { name: "tiny", description: "A tiny one", model: tinyQwen(), domain: kuhn() },
  { source: "experiments/tiny.ts" },
);
const fork = { experiment: "tiny", plan: plan.hash, arm: "main", iteration: 20 };

Deno.test("forkPlan() keeps the runs and says what they are forked from", () => {
  const forked = forkPlan(plan, fork);
  assertEquals(forked, { ...plan, hash: forked.hash, fork });
  assertEquals(planSchema.parse(forked), forked);
});

Deno.test("forkPlan() gives each source a hash of its own, whatever experiments are called", () => {
  const hashes = [
    plan.hash,
    ...[
      fork,
      { ...fork, iteration: 10 },
      { ...fork, arm: "credit=shared" },
      { ...fork, plan: "0".repeat(64) },
    ].map((each) => forkPlan(plan, each).hash),
  ];
  assertEquals(new Set(hashes).size, 5);
  assertEquals(forkPlan(plan, { ...fork, experiment: "renamed" }).hash, hashes[1]);
});
