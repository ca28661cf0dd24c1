/** Reads every line of a results folder, each parsed and checked, and counts the episodes. */
import { readResults, refuse } from "../results/read_results.ts";
import { runFiles } from "../results/run_files.ts";

if (import.meta.main) {
  let episodes = 0;
  for (const { path } of runFiles(Deno.args[0] ?? "results")) {
    for await (const line of readResults(path, { warn: refuse })) if (line.kind === "episode") episodes++;
  }
  console.log(String(episodes));
}
