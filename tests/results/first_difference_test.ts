import { assertEquals } from "@std/assert";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { end, header, iteration, stage } from "./lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

async function compare(first: readonly object[], second: readonly object[]) {
  let result: Awaited<ReturnType<typeof firstDifference>>;
  await temporaryFolder(async (folder) => {
    const paths = [first, second].map((lines, i) => {
      const path = `${folder}/${i}`;
      Deno.writeTextFileSync(path, lines.map((line) => JSON.stringify(line) + "\n").join(""));
      return path;
    });
    result = await firstDifference(paths[0]!, paths[1]!);
  });
  return result;
}

Deno.test("firstDifference() finds none between runs that differ in their times", async () => {
  const slower = [{ ...stage, timings: { cached: true, total: 1 } }, { ...iteration, timings: { total: 9 } }];
  assertEquals(await compare([header(), stage, iteration, end], [header(), ...slower, end]), undefined);
});

Deno.test("firstDifference() names the line where files part or one ends", async () => {
  const other = await compare([header(), stage, iteration], [header(), stage, {
    ...iteration,
    replyTokens: { mean: 1, max: 1 },
  }]);
  assertEquals(other?.line, 3);
  const shorter = await compare([header(), stage], [header()]);
  assertEquals([shorter?.line, shorter?.lines[1]], [2, undefined]);
});
