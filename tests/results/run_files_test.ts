import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { runFiles } from "../../lib/results/run_files.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import { temporaryFolder } from "../temporary_folder.ts";

function touch(folder: string, name: string) {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.writeTextFileSync(`${folder}/${name}`, "");
}

Deno.test("runFiles() finds each run's file once, by name", () =>
  temporaryFolder((results) => {
    for (const run of ["b/0123/main/43", "b/0123/main/42", "a/4567/credit=per-pool/7"]) {
      touch(`${results}/${run}`, "results.jsonl");
    }
    assertEquals(runFiles(results), [
      {
        path: `${results}/a/4567/credit=per-pool/7/results.jsonl`,
        run: "a/4567/credit=per-pool/7",
        experiment: "a",
      },
      { path: `${results}/b/0123/main/42/results.jsonl`, run: "b/0123/main/42", experiment: "b" },
      { path: `${results}/b/0123/main/43/results.jsonl`, run: "b/0123/main/43", experiment: "b" },
    ]);
  }));

Deno.test("runFiles() leaves out caches, runs that were moved aside, folders without results and stray files", () =>
  temporaryFolder((results) => {
    touch(`${results}/.cache/model/x/1`, "results.jsonl");
    touch(`${results}/a/0123/main/42.1`, "results.jsonl");
    touch(`${results}/a/0123/main/43`, "trainer.log");
    touch(`${results}/a/0123/main`, "44");
    touch(`${results}/a/0123`, "results.jsonl");
    touch(results, "README.md");
    assertEquals(runFiles(results), []);
  }));

Deno.test("runFiles() finds nothing where there is no folder", () =>
  temporaryFolder((folder) => {
    touch(folder, "file");
    assertEquals(runFiles(`${folder}/results`), []);
    assertEquals(runFiles(`${folder}/file`), []);
  }));

Deno.test("runFiles() says which folder the operating system refuses", () =>
  temporaryFolder((results) => {
    const name = "x".repeat(300); // longer than any file system's names
    const { message } = assertThrows(() => runFiles(`${results}/${name}`), ResultsError);
    assertMatch(message, /^Cannot read results ".*x": file name too long$/);
  }));
