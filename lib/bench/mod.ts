/** `deno task bench`: what this machine does, each figure beside the command that prints it. */
import { parseArgs } from "@std/cli/parse-args";
import { suggest } from "../text/nearest.ts";
import { refuseUnknown } from "../cli/flags.ts";
import type { Output } from "../cli/output.ts";
import { UsageError } from "../cli/usage_error.ts";
import { benchGames } from "./games.ts";
import { benchGemma, benchQwen } from "./gpu.ts";
import { benchReport } from "./report.ts";
import { benchResults } from "./results.ts";
import { benchRollout } from "./rollout.ts";
import { benchRun } from "./run.ts";

type Bench = (write: (line: string) => void) => Promise<void>;

const BENCHES: ReadonlyMap<string, Bench> = new Map([
  ["games", benchGames],
  ["gpu", benchQwen],
  ["gpu-gemma", benchGemma],
  ["report", benchReport],
  ["results", benchResults],
  ["rollout", benchRollout],
  ["run", benchRun],
]);

const HELP = `deno task bench [NAME …]

Measures this machine: everything, or what is named.

  games      scripted decisions/s in each domain; how long all SFT data take
  gpu        Qwen 3.5-4B with random weights on the GPU: generated tokens/s beside transformers' generate() and the bandwidth's
             floor, what takes a step's time, an iteration of kuhn-qwen and ipd-qwen; without a GPU, a tiny model on the CPU
  gpu-gemma  the same with Gemma 4 E4B-it
  report     the page of 20,000 episodes: its size, how long it takes to write and Chromium to open
  results    a million episodes read, tabulated, judged and queried: time, memory, beside DuckDB's own count of them
  rollout    generated tokens/s beside transformers' generate(), on the same weights in one run
  run        kuhn-tiny from nothing and with SFT cached: time, memory, where an iteration's time goes
  --help     this text`;

/** `deno task bench`. Returns the exit status. */
export async function bench(args: readonly string[], { write }: Output): Promise<number> {
  const { help, _ } = parseArgs([...args], {
    string: ["_"],
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task bench", ["help"]),
  });
  if (help) {
    write(HELP);
    return 0;
  }
  const names = _.length === 0 ? [...BENCHES.keys()] : _.map(String);
  const chosen = names.map((name) => {
    const found = BENCHES.get(name);
    if (found === undefined) {
      throw new UsageError(`There is no benchmark "${name}"${suggest(name, [...BENCHES.keys()])}`);
    }
    return found;
  });
  for (const run of chosen) {
    await run(write);
    write("");
  }
  return 0;
}
