import { assertEquals } from "@std/assert";
import { dirname } from "node:path";
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { resumeNote } from "../../lib/run/resume_note.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("resumeNote() names plans of other settings where there is nothing of this one", () =>
  temporaryFolder((results) => {
    const [one, other] = [1, 2].map((beta) =>
      compile(
        { name: "tiny", description: "A tiny one", model: tinyQwen(), domain: kuhn(), sepo: { beta } },
        { source: "tiny.ts" },
      )
    );
    assertEquals(resumeNote(results, one!), undefined);
    const folder = `${results}/${runFolder(other!, other!.runs[0]!)}`;
    Deno.mkdirSync(folder, { recursive: true });
    assertEquals(
      resumeNote(results, one!),
      "There is nothing of this plan to resume, so it begins anew; --fork goes on from runs of other settings, in " +
        `"${dirname(dirname(folder))}"`,
    );
    assertEquals(resumeNote(results, other!), undefined);
  }));
