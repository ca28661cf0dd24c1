import { assertEquals, assertThrows } from "@std/assert";
import { readResults } from "../../lib/results/read_results.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import { ResultsWriter } from "../../lib/results/results_writer.ts";
import type { ResultsLine } from "../../lib/results/schema.ts";
import { body, end, header, iteration, prompt } from "./lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

async function readAll(path: string): Promise<ResultsLine[]> {
  return await Array.fromAsync(readResults(path));
}

/** Runs `check` with a writer that has written its header. */
async function withWriter(check: (writer: ResultsWriter, path: string) => Promise<void>): Promise<void> {
  await temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    using writer = new ResultsWriter(Deno.openSync(path, { append: true, createNew: true }), path);
    writer.begin(header());
    await check(writer, path);
  });
}

Deno.test("ResultsWriter writes what readResults() reads, while it is open", async () => {
  await withWriter(async (writer, path) => {
    assertEquals(await readAll(path), [header()]);
    writer.write(...body.slice(0, 3));
    writer.write(...body.slice(3));
    assertEquals(await readAll(path), [header(), ...body]);
  });
});

Deno.test("ResultsWriter writes a prompt once", async () => {
  await withWriter(async (writer, path) => {
    const other = { ...prompt, infoset: "1pb" };
    writer.write(prompt, other, prompt);
    writer.write(prompt, end);
    assertEquals(await readAll(path), [header(), prompt, other, end]);
  });
});

Deno.test("ResultsWriter writes nothing of a batch with a line that doesn't fit", async () => {
  await withWriter(async (writer, path) => {
    const diverged = { ...iteration, step: { ...iteration.step, loss: NaN } };
    assertThrows(
      () => writer.write(iteration, diverged),
      ResultsError,
      `"step.loss" is NaN but must be a finite number`,
    );
    assertEquals(await readAll(path), [header()]);
  });
});

Deno.test("ResultsWriter writes its header first, and once", async () => {
  await temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    using writer = new ResultsWriter(Deno.openSync(path, { append: true, createNew: true }), path);
    assertThrows(() => writer.write(end), ResultsError, "begin them with a header");
    writer.begin(header());
    assertThrows(() => writer.begin(header()), ResultsError, "twice");
    assertEquals(await readAll(path), [header()]);
  });
});

Deno.test("ResultsWriter says in one sentence what keeps it from writing", async () => {
  await temporaryFolder((folder) => {
    const path = `${folder}/results.jsonl`;
    Deno.writeTextFileSync(path, "");
    using writer = new ResultsWriter(Deno.openSync(path), path); // open for reading alone: the system refuses to write
    const { message } = assertThrows(() => writer.begin(header()), ResultsError);
    assertEquals(message, `Cannot write results "${path}": bad file descriptor; the lines before are kept`);
  });
});
