import { assertEquals, assertMatch } from "@std/assert";
import type { ResultsLine } from "../../lib/results/schema.ts";
import { FollowedRun } from "../../lib/watch/followed_run.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { asText } from "../html/sample_results.ts";
import * as lines from "../results/lines.ts";

const append = (path: string, text: string) => Deno.writeTextFileSync(path, text, { append: true });

/** A run that is followed, and the kinds of lines that were told. */
function followed(path: string) {
  const run = new FollowedRun({ arm: "main", seed: 42, path });
  const kinds: ResultsLine["kind"][] = [];
  return { run, kinds, read: () => run.read(({ kind }) => kinds.push(kind)) };
}

Deno.test("FollowedRun tells lines and keeps their log as they come", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    const { run, kinds, read } = followed(path);
    assertEquals([await read(), run.log.header], ["missing", undefined]);
    append(path, asText([lines.header(), lines.prompt, lines.episode]));
    assertEquals([await read(), kinds], ["grown", ["header", "prompt", "episode"]]);
    append(path, asText([lines.iteration, lines.end]).slice(0, -2));
    assertEquals([await read(), run.log.iterations.length, run.log.seconds], ["grown", 1, undefined]);
    append(path, "}\n");
    assertEquals([await read(), run.log.seconds, run.problems], ["grown", lines.end.timings["total"], []]);
  }));

Deno.test("FollowedRun keeps what stands before a line that it can't read, and says which it is", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    const { run, kinds, read } = followed(path);
    append(path, `${asText([lines.header(), lines.iteration])}{"kind":\n${asText([lines.end])}`);
    assertEquals([await read(), kinds], ["grown", ["header", "iteration"]]);
    assertEquals(run.problems, [`Line 3 of results "${path}" is not JSON: the file was changed or damaged`]);
    append(path, asText([lines.selection]));
    await read();
    assertEquals([kinds.length, run.log.iterations.length], [2, 1]);
  }));

Deno.test("FollowedRun refuses results of a newer version by name", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    const { run, read } = followed(path);
    append(path, asText([lines.header()]).replace(/"schemaVersion":\d+/, '"schemaVersion":9999'));
    await read();
    assertMatch(run.problems.join(), /9999/);
  }));
