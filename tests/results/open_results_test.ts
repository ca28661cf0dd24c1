import { assert, assertEquals, assertRejects } from "@std/assert";
import { openResults } from "../../lib/results/open_results.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import type { BodyLine, StageLine } from "../../lib/results/schema.ts";
import { end, header, iteration, stage } from "./lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const keep = { intent: "keep", warn: () => {} } as const;
const resume = { intent: "resume", warn: () => {} } as const;
const force = { intent: "replace", warn: () => {} } as const;

/** What stands before the first iteration: from there on a run has something to lose. */
const adapter: StageLine = { ...stage, stage: "adapter" };

/** Runs once in `folder`, up to the lines that are given. */
async function runIn(folder: string, ...lines: readonly BodyLine[]): Promise<void> {
  using results = await openResults(folder, header(), keep);
  results.begin(header());
  results.write(...lines);
}

async function kinds(folder: string): Promise<string[]> {
  return (await Array.fromAsync(readResults(`${folder}/results.jsonl`))).map(({ kind }) => kind);
}

Deno.test("openResults() claims a new folder before its header is known", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/a/b`;
    using results = await openResults(folder, header(), keep);
    assertEquals(await kinds(folder), []);
    await assertRejects(() => openResults(folder, header(), force), ResultsError, "another process is writing there");
    results.begin(header());
    assertEquals(await kinds(folder), ["header"]);
  });
});

Deno.test("openResults() takes a folder as it is whose run never began", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    (await openResults(folder, header(), keep))[Symbol.dispose]();
    Deno.writeTextFileSync(`${folder}/trainer.log`, "why it did not start\n");
    const warnings: string[] = [];
    using results = await openResults(folder, header(), { intent: "keep", warn: (line) => warnings.push(line) });
    results.begin(header());
    assertEquals([warnings, [...Deno.readDirSync(root)].map(({ name }) => name)], [[], ["run"]]);
    assertEquals(Deno.readTextFileSync(`${folder}/trainer.log`), "why it did not start\n");
    assertEquals(await kinds(folder), ["header"]);
  });
});

Deno.test("openResults() names a file where it needs a folder, and keeps it", async () => {
  await temporaryFolder(async (root) => {
    const file = `${root}/results`;
    Deno.writeTextFileSync(file, "not a folder");
    for (const folder of [file, `${file}/tiny/main/42`]) {
      const { message } = await assertRejects(() => openResults(folder, header(), force), ResultsError);
      assertEquals(
        message,
        `Cannot write results to "${folder}": "${file}" is a file; choose another --results`,
      );
    }
    assertEquals(Deno.readTextFileSync(file), "not a folder");
    Deno.mkdirSync(`${root}/run/results.jsonl`, { recursive: true });
    await assertRejects(
      () => openResults(`${root}/run`, header(), force),
      ResultsError,
      "its results.jsonl is a folder; choose another --results",
    );
  });
});

Deno.test("openResults() refuses a finished run, and moves it aside whole with force", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    await runIn(folder, iteration, end);
    Deno.writeTextFileSync(`${folder}/weights`, "kept");
    await assertRejects(
      () => openResults(folder, header(), keep),
      ResultsError,
      "this run is finished; --force moves",
    );
    assertEquals(await kinds(folder), ["header", "iteration", "end"]);
    const warnings: string[] = [];
    using results = await openResults(folder, header(), { intent: "replace", warn: (line) => warnings.push(line) });
    results.begin(header());
    assertEquals(await kinds(folder), ["header"]);
    assertEquals(await kinds(`${folder}.1`), ["header", "iteration", "end"]);
    assertEquals(Deno.readTextFileSync(`${folder}.1/weights`), "kept");
    assertEquals(warnings, [`Moved an earlier run of this plan to "${folder}.1"`]);
  });
});

Deno.test("openResults() refuses a run that stopped, says what would do, and keeps what was moved before", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    await runIn(folder, adapter, iteration);
    const { message } = await assertRejects(() => openResults(folder, header(), keep), ResultsError);
    assertEquals(
      message,
      `Cannot write results to "${folder}": this run stopped before its end; --resume goes on, --force begins anew`,
    );
    for (const aside of [1, 2]) {
      (await openResults(folder, header(), force))[Symbol.dispose]();
      await runIn(folder, adapter);
      assertEquals(await kinds(`${folder}.${aside}`), ["header", "stage", ...aside === 1 ? ["iteration"] : []]);
    }
  });
});

Deno.test("openResults() takes a run up that stopped, as it is, and one that had nothing to lose unasked", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    await runIn(folder, adapter, iteration);
    {
      using results = await openResults(folder, header(), resume);
      assertEquals(results.size, Deno.statSync(results.path).size);
      await assertRejects(
        () => openResults(folder, header(), resume),
        ResultsError,
        "another process is writing there",
      );
      assertEquals(await kinds(folder), ["header", "stage", "iteration"]);
    }
    const early = `${root}/early`;
    await runIn(early, stage);
    using results = await openResults(early, header(), keep);
    assertEquals(await kinds(early), ["header", "stage"]);
    results.begin(header());
    assertEquals(await kinds(early), ["header"]);
  });
});

Deno.test("openResults() says what it can't read of a run that it takes up", async () => {
  await temporaryFolder(async (root) => {
    for (const [tail, said] of [['{"kind":"iter', "is torn"], ["\0".repeat(100), "holds NUL bytes"]]) {
      const folder = `${root}/${said}`;
      await runIn(folder, adapter, iteration);
      Deno.writeTextFileSync(`${folder}/results.jsonl`, tail!, { append: true });
      const told: string[] = [];
      using _ = await openResults(folder, header(), { intent: "resume", warn: (line) => told.push(line) });
      assertEquals(told.length, 1);
      assert(told[0]!.startsWith(`Line 4 of results "${folder}/results.jsonl" ${said}`), told[0]);
    }
  });
});

Deno.test("openResults() refuses to write where a newer version has written, unless it is to be moved aside", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    await runIn(folder, adapter, iteration);
    const path = `${folder}/results.jsonl`;
    Deno.writeTextFileSync(path, '{"kind":"novelty"}\n', { append: true });
    const before = Deno.readTextFileSync(path);
    for (const options of [keep, resume]) {
      const { message } = await assertRejects(() => openResults(folder, header(), options), ResultsError);
      assertEquals(
        message,
        `Line 4 of results "${path}" is a "novelty", which a newer version writes: it and what follows were left out; update ` +
          "this code, or --force moves the folder aside",
      );
    }
    assertEquals(Deno.readTextFileSync(path), before);
    using _ = await openResults(folder, header(), force);
    assertEquals(Deno.readTextFileSync(`${folder}.1/results.jsonl`), before);
  });
});

Deno.test("openResults() refuses to resume a finished run", async () => {
  await temporaryFolder(async (root) => {
    await runIn(`${root}/run`, adapter, iteration, end);
    await assertRejects(() => openResults(`${root}/run`, header(), resume), ResultsError, "this run is finished");
  });
});

Deno.test("openResults() refuses the folder of another plan, arm or seed, even with force", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    await runIn(folder, iteration);
    const theirs = header().plan.hash.slice(0, 12);
    for (const other of [header({ beta: 0.3 }), header({ seed: 7 }), header({ arm: "beta=0.2" })]) {
      const { message } = await assertRejects(() => openResults(folder, other, force), ResultsError);
      assertEquals(
        message,
        `Cannot write results to "${folder}": it belongs to another plan (tiny ${theirs}, arm main, seed 42); choose another ` +
          "--results, or go on from it with --fork, which has a hash and a folder of its own",
      );
    }
    assertEquals(await kinds(folder), ["header", "iteration"]);
  });
});

Deno.test("openResults() refuses a folder that another writer holds, and takes it when that is closed", async () => {
  await temporaryFolder(async (root) => {
    const folder = `${root}/run`;
    {
      using results = await openResults(folder, header(), keep);
      results.begin(header());
      await assertRejects(() => openResults(folder, header(), force), ResultsError, "another process is writing there");
      results.write(iteration);
    }
    using results = await openResults(folder, header(), keep);
    results.begin(header());
    assertEquals(await kinds(folder), ["header"]);
  });
});

Deno.test("openResults() refuses a folder with other files, and one whose results are damaged", async () => {
  await temporaryFolder(async (root) => {
    const foreign = `${root}/foreign`;
    Deno.mkdirSync(foreign);
    Deno.writeTextFileSync(`${foreign}/thesis.txt`, "years of work");
    await assertRejects(
      () => openResults(foreign, header(), force),
      ResultsError,
      "it holds files but no results.jsonl",
    );
    assertEquals(Deno.readTextFileSync(`${foreign}/thesis.txt`), "years of work");

    const damaged = `${root}/damaged`;
    Deno.mkdirSync(damaged);
    Deno.writeTextFileSync(`${damaged}/results.jsonl`, "{\n");
    await assertRejects(() => openResults(damaged, header(), keep), ResultsError, "--force moves the folder aside");
    using _ = await openResults(damaged, header(), force);
    assertEquals(Deno.readTextFileSync(`${damaged}.1/results.jsonl`), "{\n");
  });
});
