import { fileURLToPath } from "node:url";
import { type Column, textTable } from "../report/text_table.ts";
import { readResults } from "../results/read_results.ts";
import type { IterationLine } from "../results/schema.ts";
import { duration } from "../run/progress.ts";
import { ensurePython } from "../trainer/environment.ts";
import { peakMemory } from "./memory.ts";
import { median } from "./median.ts";

const EXPERIMENT = "kuhn-tiny";

interface Row {
  readonly name: string;
  readonly seconds: number;
  readonly peakBytes: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: `deno task exp ${EXPERIMENT}`, cell: ({ name }) => name, align: "left" },
  { title: "time", cell: ({ seconds }) => duration(seconds) },
  { title: "peak resident memory", cell: ({ peakBytes }) => `${(peakBytes / 2 ** 30).toFixed(2)} GiB` },
];

/** Runs the experiment in a process of its own, as a user does. */
async function runOnce(name: string, results: string, more: readonly string[]): Promise<Row> {
  const began = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "exp", EXPERIMENT, "--results", results, ...more],
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  const [{ success }, peakBytes] = await Promise.all([child.status, peakMemory(child.pid, child.status)]);
  if (!success) throw new Error(`Cannot measure ${EXPERIMENT}: it failed`);
  return { name, seconds: (performance.now() - began) / 1000, peakBytes };
}

async function iterationsOf(results: string): Promise<IterationLine[]> {
  const lines: IterationLine[] = [];
  for await (const path of resultsFiles(results)) {
    for await (const line of readResults(path)) if (line.kind === "iteration") lines.push(line);
  }
  return lines;
}

async function* resultsFiles(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* resultsFiles(`${folder}/${name}`);
    else if (name === "results.jsonl") yield `${folder}/${name}`;
  }
}

/**
 * Times the main experiment from nothing and with its SFT stage cached, and says where an iteration's time goes. What
 * Python's environment and the packages take to install is not in it.
 */
export async function benchRun(write: (line: string) => void): Promise<void> {
  await ensurePython({ onProgress: write });
  const results = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    const rows = [await runOnce("the first time", results, []), await runOnce("SFT cached", results, ["--force"])];
    write(textTable(COLUMNS, rows));
    const timings = (await iterationsOf(results)).map((line) => line.timings);
    const seconds = (name: string) => median(timings.map((timing) => timing[name] ?? 0));
    const outside = median(
      timings.map(({ total = 0, generate = 0, gradient = 0 }) => 1 - (generate + gradient) / total),
    );
    write(
      `An iteration takes ${seconds("total").toFixed(2)} s (median of ${timings.length}): ${
        seconds("generate").toFixed(2)
      } s in ` +
        `ONNX Runtime, ${seconds("gradient").toFixed(2)} s in PyTorch, ${(100 * outside).toFixed(1)} % outside both`,
    );
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}
