import { assertEquals } from "@std/assert";
import { ipd, kuhn } from "sepo";
import { evaluationAt, groupsOf, inDomain } from "../../lib/tables/group.ts";
import { ipdEvaluation, makeRun } from "./make_run.ts";

Deno.test("groupsOf() puts the seeds of one arm of one plan together", () => {
  const runs = [
    makeRun({ experiment: "one", seed: 1 }),
    makeRun({ experiment: "one", seed: 2 }),
    makeRun({ experiment: "one", arm: "credit=shared", seed: 1 }),
    makeRun({ experiment: "two", seed: 1 }),
  ];
  assertEquals(
    groupsOf(runs).map(({ name, runs }) => [name, runs.map(({ run }) => run.seed)]),
    [["one", [1, 2]], ["one, credit=shared", [1]], ["two", [1]]],
  );
});

Deno.test("groupsOf() never mixes plans of one experiment, and tells them apart", () => {
  const runs = [makeRun({ iterations: 50 }), makeRun({ iterations: 60 })];
  const hashes = runs.map(({ plan }) => plan.hash.slice(0, 12));
  assertEquals(groupsOf(runs).map(({ name }) => name), hashes.map((hash) => `made, plan ${hash}`));
});

Deno.test("groupsOf() knows model and domain by the plan, not by the experiment's name", () => {
  const [group] = groupsOf([makeRun({ experiment: "ipd-gemma", domain: kuhn() })]);
  assertEquals([group!.family, group!.setup.domain.name], ["tiny Qwen 3.5", "kuhn"]);
  assertEquals(inDomain([group!], "ipd"), []);
  assertEquals(inDomain([group!], "kuhn"), [group]);
});

Deno.test("groupsOf() remarks on a domain that isn't the paper's", () => {
  const remarks = (domain: ReturnType<typeof ipd>) => groupsOf([makeRun({ domain })])[0]!.remarks;
  assertEquals(remarks(ipd()), []);
  assertEquals(remarks(ipd({ rounds: 4 })), ["Rounds, rules or opponents aren't the paper's."]);
  const pools = { exploit: ["always-defect"] } as const;
  assertEquals(remarks(ipd({ pools: { exploit: [...pools.exploit] } })).length, 1);
});

Deno.test("groupsOf() remarks on what was forked, and never mixes it with what wasn't", () => {
  const run = makeRun();
  const fork = { experiment: "made", plan: run.plan.hash, arm: "credit=a%20b", iteration: 25 };
  const plan = { ...run.plan, hash: "f".repeat(64) };
  const groups = groupsOf([run, { ...run, plan, fork: { ...fork, seed: 42, files: {} } }]);
  assertEquals(groups.map(({ remarks }) => remarks), [
    [],
    [`Forked from made ${
      run.plan.hash.slice(0, 12)
    }, arm credit=a b, iteration 25: what came before was trained by that plan.`],
  ]);
});

Deno.test("evaluationAt() finds checkpoints by name, the last and the chosen by what they are in each run", () => {
  const evaluations = [ipdEvaluation("base"), ipdEvaluation("sft"), ipdEvaluation(25), ipdEvaluation(50)];
  const run = makeRun({ domain: ipd(), evaluations, iterations: 50, selected: 25 });
  const at = (which: Parameters<typeof evaluationAt>[2]) => evaluationAt(run, "ipd", which);
  assertEquals([at("base"), at("sft"), at("best"), at("final")], evaluations);
  assertEquals([at(25), at(50)], evaluations.slice(2));
  assertEquals([at(75), evaluationAt(run, "kuhn", "base")], [undefined, undefined]);
});
