// A whole run on tables, without Python: what must hold of it whatever is learnt.
import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { auction, defineExperiment, tabular } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { withoutTimes } from "../../lib/results/without_times.ts";
import type { LineKind, ResultsLine } from "../../lib/results/schema.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const experiment = defineExperiment({
  name: "table",
  description: "A run of a second",
  model: tabular(),
  domain: auction({ rounds: 3 }),
  sft: { examples: 300, validationExamples: 60 },
  sepo: {
    iterations: 3,
    episodesPerOpponent: 4,
    learningRate: 0.05,
    checkpointEvery: 3,
    compareGradientsEvery: 2,
    recordEpisodesEvery: 0,
  },
  evaluation: { samples: 4 },
  ablations: { credit: ["per-pool", "auxiliary", "shared", "reward-only"] },
});
const plan = compile(experiment, { source: "table.ts" });

async function execute(results: string, arms: readonly string[] = []) {
  const told: string[] = [], failures: unknown[] = [];
  const options = { results, signal: new AbortController().signal };
  const { failed } = await executePlan(compile(experiment, { source: "table.ts", arms }), {
    ...options,
    write: (line) => told.push(line),
    fail: (error) => failures.push(error),
  });
  assertEquals([failed, failures], [[], []]);
  return told;
}

function fileOf(results: string, credit: string): string {
  const run = plan.runs.find(({ settings }) => settings.sepo.credit === credit)!;
  return `${results}/${runFolder(plan, run)}/results.jsonl`;
}

async function linesOf<Kind extends LineKind>(results: string, credit: string, kind: Kind) {
  const lines = await Array.fromAsync(readResults(fileOf(results, credit)));
  return lines.filter((line): line is Extract<ResultsLine, { kind: Kind }> => line.kind === kind);
}

/** Asserts that two values are the same but for rounding in their numbers. */
function assertNear(actual: unknown, expected: unknown): void {
  if (typeof actual === "number" && typeof expected === "number") return assertAlmostEquals(actual, expected, 1e-9);
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) {
    return assertEquals(actual, expected);
  }
  assertEquals(Object.keys(actual), Object.keys(expected));
  Object.values(actual).forEach((value, i) => assertNear(value, Object.values(expected)[i]));
}

Deno.test("executePlan() trains tables without Python, and the shared arm as the reward-only one", () =>
  temporaryFolder((first) =>
    temporaryFolder(async (second) => {
      const before = Deno.env.get("SEPO_PYTHON");
      Deno.env.set("SEPO_PYTHON", "/nowhere/python3");
      const told = await execute(first).finally(() =>
        before === undefined ? Deno.env.delete("SEPO_PYTHON") : Deno.env.set("SEPO_PYTHON", before)
      );

      // A penalty that can't act is said by name, in the first iteration alone.
      const shared = told.findIndex((line) => line.includes("arm credit=shared"));
      const next = told.findIndex((line) => line.includes("arm credit=reward-only"));
      const warnings = (from: number, to?: number) => told.slice(from, to).filter((line) => line.startsWith("Warning"));
      assertEquals(warnings(shared, next).length, 1);
      const [warning] = warnings(shared, next);
      assertStringIncludes(
        warning!,
        "in auction, exploitability and collusion and externality are the same in all episodes",
      );
      assertStringIncludes(warning!, "credit is shared");
      assertEquals(warnings(next), []);

      for (const credit of ["per-pool", "auxiliary", "shared", "reward-only"]) {
        const iterations = await linesOf(first, credit, "iteration");
        assertEquals(iterations.map(({ iteration }) => iteration), [1, 2, 3]);
        // The policy is the reference until the first step, and the one that is sampled always.
        assertEquals(iterations[0]!.step.kl, 0);
        assert(iterations[1]!.step.kl! > 0);
        for (const { step } of iterations) {
          assert(step.gradNorm > 0);
          assertAlmostEquals(step.ratio.max, 1, 1e-6);
          assert(step.logProbGap.max < 1e-6 && step.clipFraction === 0);
        }
        // Parts are compared in every second iteration.
        assertEquals(iterations.map(({ step }) => step.parts === undefined), [true, false, true]);
        assertEquals(iterations[1]!.parts, ["auction train", "auction exploit", "auction collusive"]);
        assertEquals(
          (await linesOf(first, credit, "episode")).length + (await linesOf(first, credit, "prompt")).length,
          0,
        );
        assertEquals(
          (await linesOf(first, credit, "checkpoint")).map(({ files }) => Object.keys(files)),
          [["past.json", "run.json", "table.json"]],
        );
      }

      // Without per-pool credit only train episodes push: beyond that there is the KL penalty, at first 0.
      for (const credit of ["auxiliary", "shared", "reward-only"]) {
        const [{ domains }] = await linesOf(first, credit, "iteration") as [
          Extract<ResultsLine, { kind: "iteration" }>,
        ];
        assertEquals([
          domains["auction"]!.pools.exploit!.silentGroups,
          domains["auction"]!.pools.collusive!.silentGroups,
        ], [
          1,
          1,
        ]);
      }

      const steps = async (credit: string) => (await linesOf(first, credit, "iteration")).map(({ step }) => step);
      assertNear(await steps("shared"), await steps("reward-only"));
      const measured = async (credit: string) =>
        (await linesOf(first, credit, "evaluation")).map(({ timings: _, ...line }) => line);
      assertNear(await measured("shared"), await measured("reward-only"));

      // The same again, but for times and for the header, whose revision others may change meanwhile.
      await execute(second, ["credit=auxiliary"]);
      const body = async (results: string) =>
        (await Array.fromAsync(readResults(fileOf(results, "auxiliary")))).slice(1).map(withoutTimes);
      assertEquals(await body(second), await body(first));
    })
  ));
