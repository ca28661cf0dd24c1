import { assertEquals } from "@std/assert";
import { ensurePython } from "../../lib/trainer/environment.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { killAndResume, momentOf, wholeRun } from "./kill_and_resume.ts";

/** One of each victim; `deno task test:kill` takes more. */
const MOMENTS = [3, 4, 5];

// Windows has neither SIGKILL nor `ps`.
Deno.test(
  { name: "exp --resume after SIGKILL ends as a run that nobody killed", ignore: Deno.build.os === "windows" },
  () =>
    temporaryFolder(async (root) => {
      await ensurePython({ onProgress: console.error });
      const whole = await wholeRun(`${root}/whole`);
      for (const index of MOMENTS) {
        const { wrong, ...rest } = await killAndResume(`${root}/${index}`, whole, momentOf(42, index));
        assertEquals(wrong, undefined, JSON.stringify(rest));
      }
    }),
);
