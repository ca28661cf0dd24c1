// A new domain is its folder and one line in the table of domains: a copy of the project gets one, and runs it to its table.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../temporary_folder.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What the program is made of; results, tests and data sets are none of it. */
const PARTS = ["deno.json", "deno.lock", "main.ts", "dsl", "experiments", "lib", "data/models", "data/paper"];

function copy(from: string, to: string): void {
  if (!Deno.statSync(from).isDirectory) {
    Deno.mkdirSync(dirname(to), { recursive: true });
    Deno.copyFileSync(from, to);
    return;
  }
  for (const { name } of Deno.readDirSync(from)) copy(join(from, name), join(to, name));
}

function edit(path: string, change: (text: string) => string): void {
  const text = Deno.readTextFileSync(path);
  const changed = change(text);
  assert(changed !== text, `${path} is not as expected`);
  Deno.writeTextFileSync(path, changed);
}

const EXPERIMENT = `import { defineExperiment, tabular } from "sepo";
export default defineExperiment({
  name: "pennies-tabular",
  description: "Matching pennies on a table",
  model: tabular(),
  domain: { name: "pennies", rounds: 3 },
  penalties: { exploitability: 0.5 },
  sepo: { iterations: 3, checkpointEvery: 3 },
  evaluation: { samples: 4 },
});
`;

const EXAMPLES = `import { penniesEntry } from "../lib/games/pennies/entry.ts";
import { trainingExamples } from "../lib/data/training_examples.ts";
console.log(trainingExamples([penniesEntry.make()], { train: 5, valid: 2 }).train.length);
`;

Deno.test("DOMAINS take a sixth domain by its folder and one line, in types, data, runs and tables", () =>
  temporaryFolder(async (root) => {
    for (const part of PARTS) copy(join(ROOT, part), join(root, part));
    const entry = Deno.readTextFileSync(new URL("./entry.ts", import.meta.url));
    Deno.mkdirSync(join(root, "lib/games/pennies"));
    Deno.writeTextFileSync(join(root, "lib/games/pennies/entry.ts"), entry.replaceAll("../../../lib/games/", "../"));
    edit(
      join(root, "lib/games/domains.ts"),
      (text) =>
        text.replace("  kuhn: kuhnEntry,\n", "  kuhn: kuhnEntry,\n  pennies: penniesEntry,\n")
          .replace("import ", 'import { penniesEntry } from "./pennies/entry.ts";\nimport '),
    );
    Deno.writeTextFileSync(join(root, "experiments/pennies-tabular.ts"), EXPERIMENT);
    Deno.writeTextFileSync(join(root, "experiments/examples.ts"), EXAMPLES);

    const deno = async (...args: string[]): Promise<string> => {
      const command = new Deno.Command(Deno.execPath(), { args, cwd: root, env: { NO_COLOR: "1" }, stdin: "null" });
      const { success, stdout, stderr } = await command.output();
      const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert(success, `deno ${args.join(" ")}: ${err}${out}`);
      return out!;
    };
    await deno("check", "main.ts", "experiments/pennies-tabular.ts");
    assertEquals((await deno("run", "--allow-read", "experiments/examples.ts")).trim(), "5");
    const table = await deno("task", "exp", "pennies-tabular");
    assertStringIncludes(table, "SEPO 3 *");
    assertStringIncludes(await deno("task", "tables", "--experiment", "pennies-tabular"), "pennies");
  }));
