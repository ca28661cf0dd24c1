import { relative } from "node:path";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { ExperimentError } from "../../dsl/experiment_error.ts";
import { listExperiments, loadExperiment } from "../../dsl/load.ts";

const MOD = new URL("../../dsl/mod.ts", import.meta.url).href;

const GOOD = `
  import { defineExperiment, kuhn, tinyQwen } from "${MOD}";
  export default defineExperiment({ name: "good", description: "Works", model: tinyQwen(), domain: kuhn() });
`;

/** Runs `check` on a folder of experiment files, by name. */
async function withFolder(files: Readonly<Record<string, string>>, check: (folder: string) => Promise<void>) {
  const folder = Deno.makeTempDirSync();
  try {
    for (const [name, text] of Object.entries(files)) Deno.writeTextFileSync(`${folder}/${name}.ts`, text);
    await check(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const BROKEN = {
  parse: ["export default { name: ;", "Expression expected"],
  throws: [`throw new Error("first line\\nsecond line");`, "first line"],
  missing: [`import "./nowhere.ts"; export default {};`, "Module not found"],
  empty: ["export const x = 1;", "it has no default export: export default defineExperiment({ … })"],
  named: [`export default { name: "other" };`, `its experiment is named "other"`],
} as const;

Deno.test("loadExperiment() runs a file by its name or path, with its ending or without", async () => {
  await withFolder({ good: GOOD }, async (folder) => {
    for (const name of ["good", "good.ts", `${folder}/good.ts`, `${folder}/good`]) {
      const { source, experiment } = await loadExperiment(name, { folder });
      assert(source.endsWith("good.ts"));
      assertEquals(Object(experiment).description, "Works");
    }
  });
});

Deno.test("loadExperiment() offers the nearest name, or all there are", async () => {
  await withFolder({ "kuhn-tiny": GOOD, "ipd-gemma": GOOD }, async (folder) => {
    const near = await assertRejects(() => loadExperiment("kuhn-tny", { folder }), ExperimentError);
    assertEquals(near.message, `Cannot find experiment "kuhn-tny": did you mean "kuhn-tiny"?`);
    const far = await assertRejects(() => loadExperiment("x", { folder }), ExperimentError);
    assertEquals(far.message, `Cannot find experiment "x": experiments are "ipd-gemma" or "kuhn-tiny"`);
    const beside = await assertRejects(() => loadExperiment(`${folder}/kuhn-tny`), ExperimentError);
    assertEquals(beside.message, `Cannot find experiment "${folder}/kuhn-tny": did you mean "${folder}/kuhn-tiny.ts"?`);
    await assertRejects(() => loadExperiment(`${folder}/no/such`), ExperimentError, "there are no experiments in");
  });
});

Deno.test("loadExperiment() says in one sentence, with the path, why a file can't be used", async () => {
  const files = Object.fromEntries(Object.entries(BROKEN).map(([name, [text]]) => [name, text]));
  await withFolder(files, async (folder) => {
    for (const [name, [, reason]] of Object.entries(BROKEN)) {
      const { message } = await assertRejects(() => loadExperiment(name, { folder }), ExperimentError, reason);
      assert(message.startsWith("Cannot read experiment "), message);
      assert(message.includes(`${name}.ts`) && !message.includes("\n"), message);
    }
  });
});

Deno.test("loadExperiment() names the line and column of what is wrong", async () => {
  const files = {
    syntax: `export default {\n  name: ;\n};\n`,
    twice: `const a = 1;\n  const a = 2;\nexport default a;\n`,
    throws: `const none = undefined;\nexport default none.name;\n`,
    through: `import "./syntax.ts";\nexport default 1;\n`,
    far: `import { past } from "${MOD}";\nexport default past(-1);\n`,
    text: `throw "some text";`,
  };
  await withFolder(files, async (folder) => {
    const told = async (name: string) => {
      const { message } = await assertRejects(() => loadExperiment(name, { folder }), ExperimentError);
      return message.replaceAll(relative(Deno.cwd(), folder), "…");
    };
    assertEquals(await told("syntax"), `Cannot read experiment "…/syntax.ts" at line 2, column 9: Expression expected`);
    assertEquals(
      await told("twice"),
      `Cannot read experiment "…/twice.ts" at line 2, column 9: Identifier 'a' has already been declared`,
    );
    assertEquals(
      await told("throws"),
      `Cannot read experiment "…/throws.ts" at line 2, column 21: Cannot read properties of undefined (reading 'name')`,
    );
    assertEquals(
      await told("through"),
      `Cannot read experiment "…/through.ts": Expression expected in "…/syntax.ts" at line 2, column 9`,
    );
    assertEquals(
      await told("far"),
      `Cannot read experiment "…/far.ts" at line 2, column 16: Cannot play against past(-1): use "sft", "latest" or an ` +
        `iteration from 1`,
    );
    assertEquals(await told("text"), `Cannot read experiment "…/text.ts": it throws some text`);
  });
});

Deno.test("loadExperiment() gives up on a file that doesn't come to an end", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(globalThis, { settled: promise });
  await withFolder({ idle: "export default await globalThis.settled;" }, async (folder) => {
    // The file settles after the assertion, so that no patience is too short and the outcome no matter of time.
    const { message } = await assertRejects(() => loadExperiment("idle", { folder, patience: 0 }), ExperimentError);
    assert(message.endsWith(`idle.ts": it is still running after 0 s: a top-level await may never settle`), message);
    resolve();
  });
});

Deno.test("listExperiments() lists a broken file as broken beside the others", async () => {
  const wrong = GOOD.replace(`name: "good"`, `name: "wrong", sede: 1`);
  await withFolder({ good: GOOD, broken: "export default {", wrong }, async (folder) => {
    const [broken, good, invalid] = await listExperiments({ folder });
    assertEquals(good, { name: "good", description: "Works" });
    assert(broken !== undefined && "broken" in broken && broken.name === "broken");
    assert(invalid !== undefined && "broken" in invalid && invalid.broken.includes(`"sede" is unknown`));
  });
});

Deno.test("every experiment of the project can be used", async () => {
  for (const experiment of await listExperiments()) assert("description" in experiment, JSON.stringify(experiment));
});
