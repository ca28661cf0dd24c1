import { assert, assertEquals } from "@std/assert";
import { makeResults } from "../../lib/bench/made_results.ts";
import { isFinished } from "../../lib/results/is_finished.ts";
import { readResults, refuse } from "../../lib/results/read_results.ts";
import { runFiles } from "../../lib/results/run_files.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("makeResults() makes finished runs with as many episodes as are asked for, all valid", () =>
  temporaryFolder(async (results) => {
    const made = await makeResults(results, { runs: 2, episodes: 5000 });
    const files = runFiles(results);
    assertEquals([made.files, made.episodes, files.length], [2, 10_000, 2]);
    let bytes = 0;
    for (const { path } of files) {
      assert(isFinished(path));
      bytes += Deno.statSync(path).size;
      const lines = await Array.fromAsync(readResults(path, { warn: refuse }));
      const episodes = lines.filter((line) => line.kind === "episode");
      const places = episodes.map(({ iteration, pool, opponent, index }) =>
        `${iteration} ${pool} ${opponent} ${index}`
      );
      assertEquals([episodes.length, new Set(places).size], [5000, 5000]);
    }
    assertEquals(bytes, made.bytes);
  }));
