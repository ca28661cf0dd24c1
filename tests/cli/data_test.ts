import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { data } from "../../lib/cli/data.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { isObject } from "../../lib/json/json.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const TRAIN = "cbd4ed79a10b9ee9bf818eb3a9728106153172ef00da3b3fa35a9cd777cd7d16";
const VALID = "5a545440343155f1e74c8a9ceaa5fa07be8ba06555a3729d437bf2c0a34b264d";

/** Runs the command and returns what it wrote. */
function run(...args: string[]): string[] {
  const out: string[] = [];
  const fail = (line: string) => {
    throw new Error(`Warned: ${line}`);
  };
  assertEquals(data(args, { write: (line) => out.push(line), warn: fail, debug: false }), 0);
  return out;
}

/** Runs the task as deno.json has it, without a terminal that could be asked. */
async function task(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const config: unknown = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const tasks = isObject(config) && isObject(config.tasks) ? config.tasks : {};
  const [deno, ...words] = String(tasks.data).split(" ");
  assertEquals(deno, "deno");
  const command = new Deno.Command(Deno.execPath(), {
    args: [...words.map((word) => word === "main.ts" ? join(ROOT, word) : word), ...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("data() shows its help and writes nothing", () => {
  for (const flag of ["--help", "-h"]) {
    const [help] = run("kuhn", flag);
    for (const word of ["multi, kuhn, neg-gt", "--archive", "--folder DIR", "--seed N"]) {
      assertStringIncludes(help!, word);
    }
  }
});

Deno.test("data() writes the sets that are named, once each, and tells their sums", () =>
  temporaryFolder((folder) => {
    assertEquals(run("kuhn", "kuhn", "--folder", folder), [
      `${join(folder, "kuhn.train.jsonl")}: 6400 examples, SHA-256 ${TRAIN}`,
      `${join(folder, "kuhn.valid.jsonl")}: 1600 examples, SHA-256 ${VALID}`,
    ]);
  }));

Deno.test("data() writes all sets where none is named", () =>
  temporaryFolder((folder) => {
    const sizes = run("--folder", folder).map((line) => line.slice(folder.length + 1).replace(/ examples.*/, ""));
    assertEquals(sizes, [
      "multi.train.jsonl: 25590",
      "multi.valid.jsonl: 6398",
      "kuhn.train.jsonl: 6400",
      "kuhn.valid.jsonl: 1600",
      "neg-gt.train.jsonl: 3200",
      "neg-gt.valid.jsonl: 800",
    ]);
  }));

Deno.test("data() says of another seed that nothing is published of it", () =>
  temporaryFolder((folder) => {
    const other = run("neg-gt", "--seed", "7", "--folder", folder);
    assertEquals(other.length, 3);
    assertStringIncludes(other[2]!, "Seed 7 is not the published sets' 42");
    const published = run("neg-gt", "--seed=42", "--folder", folder);
    assertEquals(published.length, 2);
    assert(published[0] !== other[0]);
  }));

Deno.test("data() --archive writes a folder for each set", () =>
  temporaryFolder((folder) => {
    const out = run("--archive", "neg-gt", "kuhn", "--folder", folder);
    const files =
      /README\.md, LICENSE, data\/train\.jsonl\.gz \(3200 examples, [\d.]+ MB\), data\/validation\.jsonl\.gz/;
    assertMatch(out[0]!, files);
    assertEquals(out.map((line) => line.split(": ")[0]), [join(folder, "neg-gt"), join(folder, "kuhn")]);
    assert(Deno.statSync(join(folder, "kuhn", "data", "validation.jsonl.gz")).isFile);
  }));

Deno.test("data() refuses a command line that it can't follow", () => {
  const misused = (message: string, ...args: string[]) => {
    assertEquals(assertThrows(() => run(...args), UsageError).message, message);
  };
  misused(`deno task data has no flag "--archiv": did you mean "--archive"?`, "--archiv");
  misused("--seed needs a value after it", "--seed");
  misused("--folder needs a value after it", "--folder", "--archive");
  misused(`Cannot use seed "x": seeds are integers from 0 to 4294967295`, "kuhn", "--seed", "x");
  const archive = "Cannot archive with --seed 7: the cards describe the published sets, of seed 42";
  misused(archive, "--archive", "--seed", "7");
});

Deno.test("data() says in one sentence which set or folder won't do", () =>
  temporaryFolder((folder) => {
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    for (const flags of [[], ["--archive"]]) {
      const unknown = assertThrows(() => run(...flags, "neg_gt", "--folder", folder), RangeError);
      assertEquals(unknown.message, `Cannot make data set "neg_gt": did you mean "neg-gt"?`);
      const { message } = assertThrows(() => run(...flags, "kuhn", "--folder", file), Error);
      assertMatch(message, /^Cannot write .* to ".*file.*": .*; name another folder$/);
    }
  }));

Deno.test("data() has in deno.json the permissions that it needs for sets", () =>
  temporaryFolder(async (folder) => {
    const { code, out, err } = await task(folder, "kuhn");
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, `data/sft/kuhn.train.jsonl: 6400 examples, SHA-256 ${TRAIN}`);
  }));

Deno.test("data() has in deno.json the permissions that it needs for archives", async () => {
  const folder = `data/archive/test-${crypto.randomUUID()}`;
  try {
    const { code, out, err } = await task(ROOT, "--archive", "kuhn", "--folder", folder);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, `${folder}/kuhn: README.md, LICENSE, data/train.jsonl.gz (6400 examples`);
  } finally {
    await Deno.remove(join(ROOT, folder), { recursive: true });
  }
});

Deno.test("data() has in deno.json no permission to write elsewhere, and says what would do", () =>
  temporaryFolder(async (folder) => {
    for (const flags of [[], ["--archive"]]) {
      assertEquals(await task(ROOT, ...flags, "kuhn", "--folder", folder), {
        code: 1,
        out: "",
        err:
          `Cannot write to "${folder}": deno task data may write to data/sft and data/archive alone; to write elsewhere ` +
          "run deno run -R -W -E main.ts data with the same arguments",
      });
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
