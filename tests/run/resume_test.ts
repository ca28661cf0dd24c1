import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { bestResponse, defineExperiment, ipd, past, selfPlay, tabular } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { executePlan, type RunOptions } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Everything that a run must remember: the optimizer, earlier policies, what the policy chose, who exploits it. */
const experiment = defineExperiment({
  name: "resumed",
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
    iterations: 5,
    episodesPerOpponent: 3,
    learningRate: 0.1,
    weightDecay: 0.1,
    checkpointEvery: 2,
    recordEpisodesEvery: 2,
    exploitTerm: "worst",
  },
  evaluation: { samples: 2 },
});
const plan = compile(experiment, { source: "experiments/resumed.ts", seeds: [7] });
const [run] = plan.runs;
const file = `${runFolder(plan, run!)}/results.jsonl`;

/** Executes the plan; what it says and what failed. */
async function execute(results: string, options: Partial<RunOptions> = {}) {
  const written: string[] = [], failures: string[] = [];
  try {
    await executePlan(plan, {
      results,
      signal: new AbortController().signal,
      saveDue: () => true,
      fail: (error) => failures.push(String(error)),
      write: (line) => written.push(line),
      ...options,
    });
  } catch (error) {
    if (options.signal?.aborted !== true) throw error;
  }
  return { written, failures };
}

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const linesIn = (path: string) => Deno.readTextFileSync(path).split("\n").length - 1;

/** Runs until the `nth` time that a line is told, or that it is asked whether to save, and stops there. */
async function stopAt(
  results: string,
  { line, save }: { line?: number; save?: number },
  saves: (nth: number) => boolean,
) {
  const stop = new AbortController();
  let [lines, asked] = [0, 0];
  const abort = () => stop.abort(new Error("Stopped"));
  await execute(results, {
    signal: stop.signal,
    write: () => void (++lines === line && abort()),
    saveDue: () => {
      if (++asked === save) abort();
      return saves(asked);
    },
  });
  assert(stop.signal.aborted);
}

/** What a killed process may leave behind its last whole line, or the file system after a loss of power. */
const TAILS = ["", '{"kind":"iter', "\0".repeat(300)];

function leaveBehind(folder: string, tail: string): void {
  Deno.writeTextFileSync(`${folder}/results.jsonl`, tail, { append: true });
  for (const parent of ["state", "checkpoints"]) {
    Deno.mkdirSync(`${folder}/${parent}/4.partial-0123`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/${parent}/4.partial-0123/table.json`, '{"logits":');
  }
}

/** How often a whole run is asked whether to save: after each of 5 iterations, and of the checkpoints 2, 4 and 5. */
const SAVES = 8;

Deno.test("executePlan() resumes a run that stopped anywhere to the results of one that never did", () =>
  temporaryFolder(async (root) => {
    const { failures, written } = await execute(`${root}/whole`);
    assertEquals(failures, []);
    const early = written.findIndex((line) => line.startsWith("SEPO")) + 1;
    const places = [
      ...Array.from({ length: early }, (_, at) => ({ line: at + 1 })),
      ...Array.from({ length: SAVES }, (_, at) => ({ save: at + 1 })),
    ];
    const lengths = new Set<number>();
    for (const [at, place] of places.entries()) {
      const results = `${root}/${at}`;
      const folder = `${results}/${runFolder(plan, run!)}`;
      await stopAt(results, place, (nth) => (nth + at) % 3 !== 0);
      leaveBehind(folder, TAILS[at % TAILS.length]!);
      lengths.add(linesIn(`${results}/${file}`));
      const resumed = await execute(results, { intent: "resume" });
      assertEquals(resumed.failures, [], JSON.stringify(place));
      assertEquals(await firstDifference(`${root}/whole/${file}`, `${results}/${file}`), undefined);
      assertEquals(namesIn(folder), ["checkpoints", "results.jsonl"]);
      assertEquals(namesIn(`${folder}/checkpoints`), ["2", "4", "5"]);
    }
    assert(lengths.size >= SAVES, `${[...lengths]}`);
  }));

Deno.test("executePlan() resumes a run again and again", () =>
  temporaryFolder(async (root) => {
    const [whole, results] = [`${root}/whole`, `${root}/stopped`];
    await execute(whole);
    for (let times = 0, stopped = true; stopped; times++) {
      assert(times < SAVES);
      const stop = new AbortController();
      let asked = 0;
      const saveDue = () => {
        if (++asked === 2) stop.abort(new Error("Stopped"));
        return true;
      };
      const { failures } = await execute(results, { intent: "resume", signal: stop.signal, saveDue });
      assertEquals(failures, []);
      stopped = stop.signal.aborted;
    }
    assertEquals(await firstDifference(`${whole}/${file}`, `${results}/${file}`), undefined);
  }));

Deno.test("executePlan() says that a run stopped, and goes on if it is told to", () =>
  temporaryFolder(async (results) => {
    // Iterations 1 and 2, the checkpoint 2, iteration 3.
    await stopAt(results, { save: 4 }, () => true);
    const kept = linesIn(`${results}/${file}`);
    const { failures } = await execute(results);
    assertStringIncludes(failures[0]!, "this run stopped before its end; --resume goes on, --force begins anew");
    assertEquals(linesIn(`${results}/${file}`), kept);
    const { written } = await execute(results, { intent: "resume" });
    assert(written.includes("Resumed after iteration 3"), written.join("\n"));
  }));

Deno.test("executePlan() refuses to resume iterations that have no whole state, and changes nothing", () =>
  temporaryFolder(async (results) => {
    const folder = `${results}/${runFolder(plan, run!)}`;
    await stopAt(results, { save: 4 }, () => true);
    const before = Deno.readTextFileSync(`${results}/${file}`);
    assertEquals(namesIn(`${folder}/state`), ["3"]);
    Deno.truncateSync(`${folder}/state/3/table.json`, 20);
    const { failures } = await execute(results, { intent: "resume" });
    assertEquals(failures, [
      `ResultsError: Cannot resume "${folder}": it has iterations but no whole state to go on from; --force begins anew`,
    ]);
    assertEquals(Deno.readTextFileSync(`${results}/${file}`), before);
  }));
