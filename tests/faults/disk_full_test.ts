import { assert, assertEquals, assertMatch } from "@std/assert";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { withoutTimes } from "../../lib/results/without_times.ts";
import { ensurePython } from "../../lib/trainer/environment.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { AS_IT_IS, experimentAt, noFileBeyond, runPrepared } from "./run_experiment.ts";

/** Windows has neither sh nor limits. */
const ignore = Deno.build.os === "windows";

/** Asserts that the whole lines of a file are the first of another's, but for times; returns how many they are. */
async function assertBeginning(file: string, whole: string): Promise<number> {
  const lines = async (path: string) => (await Array.fromAsync(readResults(path))).map(withoutTimes);
  const kept = await lines(file);
  assertEquals(kept, (await lines(whole)).slice(0, kept.length));
  return kept.length;
}

Deno.test(
  { name: "exp on a full disk says so, keeps whole lines, and goes on when there is room", ignore },
  () =>
    temporaryFolder(async (root) => {
      const { folder, command } = await experimentAt("./moments.ts");
      const whole = `${root}/whole/${folder}/results.jsonl`;
      assertEquals((await runPrepared(AS_IT_IS, command(`${root}/whole`))).errors, []);
      const kept = new Set<number>();
      for (const blocks of [1, 11, 20, 60, 100, 180]) {
        const results = `${root}/${blocks}`, file = `${results}/${folder}/results.jsonl`;
        const { code, errors } = await runPrepared(noFileBeyond(blocks), command(results));
        assertEquals([code, errors.length], [1, 1], errors.join("\n"));
        assertMatch(
          errors[0]!,
          /^Cannot write results ".*\/results\.jsonl": file too large; the lines before are kept/,
        );
        kept.add(await assertBeginning(file, whole));
        const resumed = await runPrepared(AS_IT_IS, command(results, "--resume"));
        assertEquals([resumed.code, resumed.errors], [0, []]);
        assertEquals(await firstDifference(whole, file), undefined);
      }
      // From no line, the header not being whole, to all but a few.
      assert(kept.has(0) && kept.size >= 5, `${[...kept]}`);
    }),
);

Deno.test(
  { name: "exp says where PyTorch found the disk full, keeps whole lines, and goes on", ignore },
  () =>
    temporaryFolder(async (root) => {
      await ensurePython({ onProgress: console.error });
      const { folder, command } = await experimentAt("../kill/killed.ts");
      const whole = `${root}/whole/${folder}/results.jsonl`;
      assertEquals((await runPrepared(AS_IT_IS, command(`${root}/whole`))).code, 0);
      // The tuned model has 360 kB; the adapter 34 kB, its optimizer after the first step 76 kB.
      const cases = [
        { blocks: 400, cached: ["model"], refused: /^Cannot write ".*\/\.cache\/sft\/.*": file too large$/ },
        {
          blocks: 100,
          cached: ["model", "sft"],
          refused: /^Cannot write ".*\/state\/1\..*": file too large; the same command with --resume goes on$/,
        },
      ];
      for (const { blocks, cached, refused } of cases) {
        const results = `${root}/${blocks}`, file = `${results}/${folder}/results.jsonl`;
        for (const stage of cached) copyFolder(`${root}/whole/.cache/${stage}`, `${results}/.cache/${stage}`);
        const { code, errors } = await runPrepared(noFileBeyond(blocks), command(results));
        assertEquals([code, errors.length], [1, 1], errors.join("\n"));
        assertMatch(errors[0]!, refused);
        assert(await assertBeginning(file, whole) > 1);
        const resumed = await runPrepared(AS_IT_IS, command(results, "--resume"));
        assertEquals([resumed.code, resumed.errors], [0, []]);
        assertEquals(await firstDifference(whole, file), undefined);
      }
    }),
);

function copyFolder(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) copyFolder(`${from}/${name}`, `${to}/${name}`);
    else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}
