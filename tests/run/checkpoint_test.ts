import { assert, assertEquals } from "@std/assert";
import { checkpointsIn, readCheckpoint, writeCheckpoint } from "../../lib/run/checkpoint.ts";
import { seal } from "../../lib/run/seal.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const learner = { saveState: (folder: string) => Deno.writeTextFile(`${folder}/weights`, "1 2 3") };
const known = {
  choices: new Map([["kuhn", [{ infoset: "0", action: "BET" }]]]),
  gaps: new Map([["kuhn exploit always-bet", -0.25]]),
};

Deno.test("readCheckpoint() reads what writeCheckpoint() wrote, and equal runs write equal files", () =>
  temporaryFolder(async (root) => {
    const [one, other] = [`${root}/1`, `${root}/2`];
    const files = await writeCheckpoint(one, learner, { iteration: 20, known });
    assertEquals(await writeCheckpoint(other, learner, { iteration: 20, known }), files);
    assertEquals(Object.keys(files).sort(), ["run.json", "weights"]);
    assertEquals(await readCheckpoint(one, 20), { folder: `${one}/checkpoints/20`, files, known });
    await writeCheckpoint(one, learner, { iteration: 3, known });
    assertEquals([checkpointsIn(one), checkpointsIn(`${root}/none`)], [[3, 20], []]);
  }));

Deno.test("readCheckpoint() says what is wrong with a checkpoint", () =>
  temporaryFolder(async (root) => {
    const broken = async () => {
      const read = await readCheckpoint(root, 1);
      assert("broken" in read);
      return read.broken;
    };
    Deno.mkdirSync(`${root}/checkpoints/1`, { recursive: true });
    assertEquals(await broken(), "its files.json is missing or damaged");
    await seal(`${root}/checkpoints/1`);
    assertEquals(await broken(), "it has no run.json, which earlier versions did not write");
    await writeCheckpoint(root, learner, { iteration: 1, known });
    Deno.writeTextFileSync(`${root}/checkpoints/1/weights`, "1 2 4");
    assertEquals(await broken(), `"weights" is damaged, it isn't what was written`);
  }));
