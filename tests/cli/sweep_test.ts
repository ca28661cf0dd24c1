import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import type { Assignment } from "../../dsl/assignment.ts";
import { isFinished } from "../../lib/results/is_finished.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";
import sweep from "./sweep.ts";
import { taskCommand } from "./task_command.ts";

const FILE = fileURLToPath(new URL("./sweep.ts", import.meta.url));

/** The folders of the sweep's four runs. */
function foldersOf(results: string, set: readonly Assignment[] = []): string[] {
  const plan = compile(sweep, { source: "sweep.ts", set });
  return plan.runs.map((run) => `${results}/${runFolder(plan, run)}`);
}

for (const jobs of ["1", "2"]) {
  Deno.test(`exp with ${jobs} of a sweep at once runs all but one that fails, and says at the end which and why`, () =>
    temporaryFolder(async (results) => {
      const [first, second, ...others] = foldersOf(results);
      Deno.mkdirSync(dirname(second!), { recursive: true });
      Deno.writeTextFileSync(second!, "in the way");
      const { code, out, err } = await runTask("exp", results, FILE, "--results", results, "--jobs", jobs);
      const why = `Cannot write results to "${second}": "${second}" is a file; choose another --results`;
      assertEquals([code, err.split("\n")], [
        1,
        [why, "1 of 4 runs failed:", `  arm credit=per-pool, seed 2: ${why}`],
      ]);
      for (const folder of [first!, ...others]) assert(isFinished(`${folder}/results.jsonl`), folder);
      // The arms are compared by the seeds that there are.
      assertStringIncludes(out, "\narms\n");
      Deno.removeSync(second!);
      assertEquals((await runTask("exp", results, FILE, "--results", results, "--jobs", jobs)).code, 0);
    }));
}

/** Long enough to be stopped. */
const LONG = ["sepo.iterations", "sepo.checkpointEvery"].map((path): Assignment => ({ path, value: 100_000 }));

/** The command on the long sweep, its lines as they come. */
function start(results: string, ...flags: string[]) {
  const [program, ...words] = taskCommand("exp");
  const set = LONG.flatMap(({ path, value }) => ["--set", `${path}=${value}`]);
  const child = new Deno.Command(program, {
    args: [...words, FILE, "--results", results, "--jobs", "2", ...set, ...flags],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(child.stderr).text();
  return { child, errors, lines: linesOf(child.stdout) };
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
}

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test({
    name: `exp with two of a sweep at once ends both on ${signal}, says how to go on, and goes on`,
    ignore: Deno.build.os === "windows",
  }, () =>
    temporaryFolder(async (results) => {
      /** Runs until both of the first two runs have said something like that, then stops; what they said. */
      const stopped = async (pattern: RegExp, ...flags: string[]): Promise<string[]> => {
        const { child, errors, lines } = start(results, ...flags);
        const said = new Map<string, string>();
        for await (const line of lines) {
          const found = pattern.exec(line);
          if (found !== null) said.set(found[1]!, line);
          if (said.size === 2) {
            child.kill(signal);
            said.set("sent", signal);
          }
        }
        assertEquals(
          await errors,
          `Stopped: what was written is kept in "${results}", and the same command with --resume goes on\n`,
        );
        assertEquals((await child.status).code, status);
        return [...said.keys()].sort();
      };
      assertEquals(await stopped(/^\[(\d)\] SEPO +\d+\/100000 /), ["1", "2", "sent"]);
      const [first, second, ...others] = foldersOf(results, LONG);
      for (const folder of [first, second]) assert([...Deno.readDirSync(`${folder}/state`)].length === 1, folder);
      assertEquals(await stopped(/^\[(\d)\] Resumed after (?:iteration \d+|SFT)$/, "--resume"), ["1", "2", "sent"]);
      // Those that were not begun are still to come.
      for (const folder of others) assertThrows(() => Deno.statSync(folder), Deno.errors.NotFound);
    }));
}
