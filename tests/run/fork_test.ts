import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { bestResponse, defineExperiment, ipd, past, selfPlay, tabular } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { forkPlan } from "../../dsl/fork_plan.ts";
import { type Plan, runFolder } from "../../dsl/plan.ts";
import { readResults } from "../../lib/results/read_results.ts";
import type { HeaderLine, IterationLine, ResultsLine } from "../../lib/results/schema.ts";
import { withoutTimes } from "../../lib/results/without_times.ts";
import { findForkSource } from "../../lib/run/fork_source.ts";
import { executePlan, type RunOptions } from "../../lib/run/mod.ts";
import killed from "../kill/killed.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Everything that a fork must take over: the optimizer, earlier policies, what the policy chose, who exploits it. */
const experiment = defineExperiment({
  name: "forked",
  description: "A run of moments",
  model: tabular(),
  domain: ipd({
    rounds: 4,
    pools: {
      train: ["tit-for-tat", selfPlay(), past("latest")],
      exploit: [bestResponse(), "always-defect"],
      collusive: ["always-cooperate", past(3)],
      shifted: [past("sft")],
    },
  }),
  sft: { examples: 96, validationExamples: 32 },
  sepo: {
    iterations: 8,
    episodesPerOpponent: 3,
    learningRate: 0.1,
    weightDecay: 0.1,
    checkpointEvery: 2,
    exploitTerm: "worst",
  },
  evaluation: { samples: 2 },
  seeds: [7, 8],
});

const planOf = (set: Parameters<typeof compile>[1]["set"] = [], seeds?: readonly number[]) =>
  compile(experiment, { source: "experiments/forked.ts", set, ...seeds === undefined ? {} : { seeds } });

/** Executes a plan, forked if `from` names something; the plan and what failed. */
async function execute(results: string, plan: Plan, from?: string, options: Partial<RunOptions> = {}) {
  const source = from === undefined ? undefined : await findForkSource(from, results);
  const executed = source === undefined ? plan : forkPlan(plan, source.fork);
  const failures: string[] = [];
  try {
    await executePlan(executed, {
      results,
      signal: new AbortController().signal,
      fail: (error) => failures.push(error instanceof Error ? error.message : String(error)),
      write: () => {},
      ...source === undefined ? {} : { forkRuns: source.runs },
      ...options,
    });
  } catch (error) {
    if (options.signal?.aborted !== true) throw error;
  }
  return { plan: executed, failures };
}

const folderOf = (plan: Plan, at = 0) => runFolder(plan, plan.runs[at]!);

function linesOf(results: string, plan: Plan, at = 0): Promise<ResultsLine[]> {
  return Array.fromAsync(readResults(`${results}/${folderOf(plan, at)}/results.jsonl`));
}

/** What a file says of the iterations after `iteration`, without times. */
function after(iteration: number, lines: readonly ResultsLine[]): string[] {
  return lines.filter((line) => {
    if (line.kind === "evaluation") return line.checkpoint.iteration > iteration;
    return (line.kind === "iteration" || line.kind === "episode" || line.kind === "checkpoint") &&
      line.iteration > iteration;
  }).map(withoutTimes);
}

const iterationsIn = (lines: readonly ResultsLine[]): IterationLine[] =>
  lines.filter((line) => line.kind === "iteration");

function headerOf([header]: readonly ResultsLine[]): HeaderLine {
  assert(header?.kind === "header");
  return header;
}

Deno.test("executePlan() goes on from any checkpoint of a run of the same settings as that run did", () =>
  temporaryFolder(async (results) => {
    const { plan: whole } = await execute(results, planOf());
    for (const iteration of [2, 4, 6]) {
      const { plan, failures } = await execute(
        results,
        planOf(),
        `forked/${whole.hash.slice(0, 12)}/main:${iteration}`,
      );
      assertEquals(failures, []);
      assertNotEquals(plan.hash, whole.hash);
      for (const at of [0, 1]) {
        const [theirs, ours] = [await linesOf(results, whole, at), await linesOf(results, plan, at)];
        assertEquals(after(iteration, ours), after(iteration, theirs));
        assertEquals(iterationsIn(ours)[0]!.iteration, iteration + 1);
        const { fork } = headerOf(ours);
        const checkpoint = theirs.find((line) => line.kind === "checkpoint" && line.iteration === iteration);
        assert(checkpoint?.kind === "checkpoint");
        assertEquals(fork, {
          experiment: "forked",
          plan: whole.hash,
          arm: "main",
          seed: plan.runs[at]!.seed,
          iteration,
          files: checkpoint.files,
        });
      }
    }
  }));

Deno.test("executePlan() measures where a fork begins, and chooses among the checkpoints of its own", () =>
  temporaryFolder(async (results) => {
    const { plan: whole } = await execute(results, planOf([], [7]));
    const from = `${results}/${folderOf(whole)}/checkpoints/4`;
    const { plan } = await execute(results, planOf([{ path: "penalties.exploitability", value: 0 }], [7]), from);
    const [theirs, ours] = [await linesOf(results, whole), await linesOf(results, plan)];
    const measured = (lines: readonly ResultsLine[]) =>
      lines.flatMap((line) =>
        line.kind === "evaluation" ? [`${line.purpose} ${line.checkpoint.stage} ${line.checkpoint.iteration}`] : []
      );
    assertEquals(measured(ours), [
      ...["report base 0", "report sft 0", "report sepo 4"],
      ...[6, 8].flatMap((iteration) => [`select sepo ${iteration}`, `report sepo ${iteration}`]),
    ]);
    const at4 = (lines: readonly ResultsLine[]) =>
      lines.filter((line) => line.kind === "evaluation" && line.checkpoint.iteration === 4).at(-1);
    const [was, is] = [at4(theirs), at4(ours)];
    assert(was?.kind === "evaluation" && is?.kind === "evaluation");
    // The same policy on the same deals; J differs by λe·s·e, with the paper's λe of 2.4 and s = 3 / 3.
    assertEquals([is.payoff, is.exploitability, is.opponents], [was.payoff, was.exploitability, was.opponents]);
    assert(Math.abs(is.objective - was.objective - 2.4 * was.exploitability!) < 1e-12);
  }));

Deno.test("executePlan() resumes a forked run to the results of one that never stopped, its source gone", () =>
  temporaryFolder(async (root) => {
    const [results, other] = [`${root}/results`, `${root}/stopped`];
    const set = [{ path: "sepo.learningRate", value: 0.01 }];
    for (const each of [results, other]) await execute(each, planOf([], [7]));
    const from = `${folderOf(planOf([], [7]))}/checkpoints/4`;
    const { plan, failures } = await execute(results, planOf(set, [7]), from);
    assertEquals(failures, []);
    const stop = new AbortController();
    let asked = 0;
    const saveDue = () => {
      if (++asked === 2) stop.abort(new Error("Stopped"));
      return true;
    };
    await execute(other, planOf(set, [7]), from, { saveDue, signal: stop.signal });
    assert(stop.signal.aborted && iterationsIn(await linesOf(other, plan)).length < 4);
    await Deno.remove(`${other}/${from}`, { recursive: true });
    const resumed = await execute(other, planOf(set, [7]), from, { intent: "resume" });
    assertEquals(resumed.failures, []);
    const texts = async (folder: string) => (await linesOf(folder, plan)).map(withoutTimes);
    assertEquals(await texts(other), await texts(results));
  }));

Deno.test("executePlan() forks a fork", () =>
  temporaryFolder(async (results) => {
    const { plan: whole } = await execute(results, planOf([], [7]));
    const { plan: once } = await execute(results, planOf([], [7]), `${folderOf(whole)}:2`);
    const { plan: twice, failures } = await execute(results, planOf([], [7]), `${folderOf(once)}:6`);
    assertEquals([failures, new Set([whole, once, twice].map(({ hash }) => hash)).size], [[], 3]);
    assertEquals(after(6, await linesOf(results, twice)), after(6, await linesOf(results, whole)));
    assertEquals(headerOf(await linesOf(results, twice)).fork?.plan, once.hash);
  }));

Deno.test("executePlan() refuses to fork what doesn't fit, and touches nothing", () =>
  temporaryFolder(async (results) => {
    const { plan: whole } = await execute(results, planOf([], [7]));
    const folder = `${results}/${folderOf(whole)}`;
    const fork = async (plan: Plan, from: string, options: Partial<RunOptions> = {}) => {
      const { failures, plan: { hash } } = await execute(results, plan, from, options);
      return {
        said: failures.map((text) => text.replaceAll(results, "…")),
        there: exists(`${results}/forked/${hash.slice(0, 12)}`),
      };
    };
    const refused = (...said: string[]) => ({ said, there: false });
    const where = `…/${folderOf(whole)}`;
    assertEquals(
      await fork(planOf([], [7]), folder),
      refused(`Cannot fork from "${where}": 8 iterations are done there and "sepo.iterations" is 8: set more`),
    );
    assertEquals(
      await fork(planOf([{ path: "sepo.lora.rank", value: 8 }], [7]), `${folder}:4`),
      refused(
        `Cannot fork from "${where}": "sepo.lora.rank" is 16 there and 8 here, but model, domain, sft and sepo.lora have to ` +
          "be the same: set it as it is there, or begin without --fork",
      ),
    );
    assertEquals(
      await fork(planOf([], [7, 9]), `${folder}:3`),
      refused(
        `Cannot fork from "${where}": it has no checkpoint 3: there are 2, 4, 6, 8`,
        "Cannot fork seed 9: what --fork names has 7, and a seed goes on from its own run",
      ),
    );
    // A fork that is there stays where it is when its source turns out to be damaged.
    assertEquals((await fork(planOf([], [7]), `${folder}:4`)).said, []);
    await Deno.truncate(`${folder}/checkpoints/4/table.json`, 20);
    const { said } = await fork(planOf([], [7]), `${folder}:4`, { intent: "replace" });
    assertEquals(said, [
      `Cannot fork from "${where}": its checkpoints/4 can't be used, "table.json" is damaged, it isn't what was written; ` +
      "name another checkpoint",
    ]);
    const plans = [...Deno.readDirSync(`${results}/forked`)].map(({ name }) => name);
    assertEquals(plans.length, 2);
    for (const plan of plans) assertEquals([...Deno.readDirSync(`${results}/forked/${plan}/main`)].length, 1);
  }));

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

Deno.test("executePlan() goes on from a language model's checkpoint as its run did, or with other settings", () =>
  temporaryFolder(async (results) => {
    const planOf = (set: Parameters<typeof compile>[1]["set"] = []) => compile(killed, { source: "killed.ts", set });
    const { plan: whole, failures } = await execute(results, planOf());
    assertEquals(failures, []);
    const theirs = await linesOf(results, whole);

    const same = await execute(results, planOf(), `${folderOf(whole)}:2`);
    assertEquals(same.failures, []);
    assertEquals(after(2, await linesOf(results, same.plan)), after(2, theirs));

    const set = [
      { path: "sepo.learningRate", value: 3e-3 },
      { path: "sepo.weightDecay", value: 0.1 },
      { path: "sepo.maxGradNorm", value: 0.5 },
    ];
    const other = await execute(results, planOf(set), `${folderOf(whole)}:2`);
    assertEquals(other.failures, []);
    const [was, is] = [iterationsIn(theirs).slice(2), iterationsIn(await linesOf(results, other.plan))];
    // A learning rate acts from the end of a step on: what iteration 3 plays and reports of its gradient is the same.
    const without = ({ step, ...rest }: IterationLine) => withoutTimes({ ...rest, step: { ...step, learningRate: 0 } });
    assertEquals([is[0]!.step.learningRate, without(is[0]!)], [3e-3, without(was[0]!)]);
    assertNotEquals(without(is[1]!), without(was[1]!));
  }));
