import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { join } from "node:path";
import {
  findPython,
  inspectPython,
  type Interpreter,
  isAtLeast,
  OLDEST_PACKAGES,
  whatIsMissing,
} from "../../lib/trainer/interpreter.ts";

/** Makes a program that answers any call with what a Python of this version and kind would say of itself. */
function fakePython(folder: string, name: string, version: string, venv: boolean): string {
  const path = join(folder, name);
  Deno.writeTextFileSync(path, `#!/bin/sh\necho '${JSON.stringify({ version, venv, packages: {} })}'\n`);
  Deno.chmodSync(path, 0o755);
  return path;
}

function inFolder(test: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = Deno.makeTempDirSync();
    try {
      await test(folder);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  };
}

Deno.test("isAtLeast() compares release numbers as numbers, whatever follows them", () => {
  assert(isAtLeast("2.13.0+cpu", "2.11"));
  assert(isAtLeast("2.11", "2.11.0"));
  assert(isAtLeast("3.11.0rc1", "3.11"));
  assertFalse(isAtLeast("2.9.1", "2.11"));
  assertFalse(isAtLeast("unknown", "0.1"));
});

Deno.test("whatIsMissing() names absent and old packages, and nothing where all are there", () => {
  const packages = { ...OLDEST_PACKAGES };
  const python: Interpreter = { program: "python3", version: "3.12.1", venv: true, packages };
  assertEquals(whatIsMissing(python), []);
  assertEquals(whatIsMissing({ ...python, version: "3.9.2", packages: { ...packages, torch: "2.4.0", peft: null } }), [
    "Python >= 3.11 (it is 3.9.2)",
    "torch >= 2.11 (it has 2.4.0)",
    `peft >= ${OLDEST_PACKAGES["peft"]}`,
  ]);
});

Deno.test("inspectPython() is undefined for what is no Python", async () => {
  assertEquals(await inspectPython("/nowhere/python3"), undefined);
  assertEquals(await inspectPython("/bin/echo"), undefined);
  assertEquals(await inspectPython("/bin/false"), undefined);
});

Deno.test(
  "findPython() takes the first that is new enough and has venv",
  inFolder(async (folder) => {
    const candidates = [
      join(folder, "python3.13"),
      fakePython(folder, "python3.12", "3.12.3", false),
      fakePython(folder, "python3.11", "3.11.9", true),
      fakePython(folder, "python3", "3.14.0", true),
    ];
    assertEquals((await findPython(candidates)).version, "3.11.9");
  }),
);

Deno.test(
  "findPython() says to install venv where Python lacks it",
  inFolder(async (folder) => {
    const python = fakePython(folder, "python3.12", "3.12.3", false);
    await assertRejects(
      () => findPython([python]),
      Error,
      'lacks the venv module: install it, for example with "apt install python3.12-venv"',
    );
  }),
);

Deno.test(
  "findPython() says to install Python where there is none or an old one",
  inFolder(async (folder) => {
    await assertRejects(() => findPython([join(folder, "python3")]), Error, "Cannot find Python 3.11 or newer");
    const old = fakePython(folder, "python3", "3.9.2", true);
    await assertRejects(() => findPython([old]), Error, `"${old}" is 3.9.2`);
  }),
);
