import { assert, assertEquals, assertFalse, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { ensurePython, environmentFolder } from "../../lib/trainer/environment.ts";
import { OLDEST_PACKAGES } from "../../lib/trainer/interpreter.ts";

/** A Python that makes "environments" holding a copy of itself, and whose pip writes down what it is asked for. */
class FakePython {
  readonly folder = Deno.makeTempDirSync();
  readonly program = join(this.folder, "python3");
  readonly cache = join(this.folder, "cache");
  readonly progress: string[] = [];

  constructor(
    { pip = "exit 0", packages = OLDEST_PACKAGES }: { pip?: string; packages?: Record<string, string> } = {},
  ) {
    const probe = JSON.stringify({ version: "3.12.3", venv: true, packages });
    Deno.writeTextFileSync(
      this.program,
      `#!/bin/sh
case "$1 $2" in
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip") echo "$@" >> "${this.folder}/pip.log"
    ${pip} ;;
  "-c import"*) exit 0 ;;
  *) echo '${probe}' ;;
esac
`,
    );
    Deno.chmodSync(this.program, 0o755);
  }

  ensure(build: "cpu" | "cuda" = "cuda", signal = new AbortController().signal): Promise<string> {
    const onProgress = (line: string) => this.progress.push(line);
    return ensurePython({ chosen: "", cache: this.cache, candidates: [this.program], build, onProgress, signal });
  }

  pipCalls(): string[] {
    try {
      return Deno.readTextFileSync(join(this.folder, "pip.log")).trimEnd().split("\n");
    } catch {
      return [];
    }
  }

  /** What lies in the cache, locks left out. */
  environments(): string[] {
    return [...Deno.readDirSync(this.cache)].map(({ name }) => name).filter((name) => !name.endsWith(".lock"));
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.folder, { recursive: true });
  }
}

Deno.test("ensurePython() makes an environment once and names the download's size first", async () => {
  using fake = new FakePython();
  const python = await fake.ensure();
  assertEquals(python, join(await environmentFolder("cuda", fake.cache), "bin", "python"));
  assertEquals(fake.progress, ["Making the Python environment, once: about 2.8 GB to download"]);
  assertEquals(await fake.ensure(), python);
  assertEquals(fake.pipCalls().length, 1);
  assertEquals(fake.environments().length, 1);
});

Deno.test("environmentFolder() differs by build", async () => {
  assertNotEquals(await environmentFolder("cpu", "/cache"), await environmentFolder("cuda", "/cache"));
});

Deno.test({
  name: "ensurePython() asks PyTorch's CPU index for PyTorch alone, with little patience",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using fake = new FakePython();
    await fake.ensure("cpu");
    const [first, second] = fake.pipCalls();
    for (
      const part of ["torch==2.13.0+cpu", "--no-deps", "--retries 1", "--timeout 10", "download.pytorch.org/whl/cpu"]
    ) {
      assert(first?.includes(part), `${part} in ${first}`);
    }
    assert(second?.includes("--requirement"));
    assertFalse(second?.includes("pytorch.org"));
    assertEquals(fake.progress.length, 1);
  },
});

Deno.test({
  name: "ensurePython() takes the CUDA build, and says so, where the CPU build can't be had",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using fake = new FakePython({ pip: 'case "$*" in *+cpu*) exit 1 ;; esac' });
    await fake.ensure("cpu");
    assertEquals(fake.pipCalls().length, 2);
    assert(fake.progress[1]?.includes("taking the CUDA build"), fake.progress[1]);
    assert(fake.progress[1]?.includes("2.8 GB"), fake.progress[1]);
  },
});

Deno.test("ensurePython() ends a failure with pip's last lines, and leaves nothing that looks finished", async () => {
  using fake = new FakePython({ pip: 'echo "ERROR: No space left on device" >&2; exit 2' });
  const error = await assertRejects(() => fake.ensure(), Error, "Cannot install the Python packages (exit status 2)");
  assert(error.message.endsWith("  ERROR: No space left on device"), error.message);
  assertEquals(fake.environments(), []);
});

Deno.test("ensurePython() starts over where another process was interrupted", async () => {
  using fake = new FakePython();
  const folder = await environmentFolder("cuda", fake.cache);
  Deno.mkdirSync(join(`${folder}.partial`, "bin"), { recursive: true });
  Deno.writeTextFileSync(join(`${folder}.partial`, "half"), "");
  const python = await fake.ensure();
  assertEquals(python, join(folder, "bin", "python"));
  assertEquals(fake.environments().length, 1);
});

Deno.test("ensurePython() makes an environment again whose Python is gone", async () => {
  using fake = new FakePython();
  const python = await fake.ensure();
  Deno.removeSync(python);
  assertEquals(await fake.ensure(), python);
  assertEquals(fake.pipCalls().length, 2);
});

Deno.test("ensurePython() waits for another that is at it, says so, and takes what that made", async () => {
  using fake = new FakePython({ pip: "sleep 1" });
  const pythons = await Promise.all([fake.ensure(), fake.ensure()]);
  assertEquals(pythons[0], pythons[1]);
  assertEquals(fake.pipCalls().length, 1);
  assertEquals(fake.progress.filter((line) => line.startsWith("Waiting for another process")).length, 1);
});

Deno.test("ensurePython() checks the Python that is chosen and names what it lacks", async () => {
  using fake = new FakePython({ packages: { ...OLDEST_PACKAGES, torch: "2.4.0" } });
  await assertRejects(
    () => ensurePython({ chosen: fake.program }),
    Error,
    `Cannot use SEPO_PYTHON "${fake.program}": it lacks torch >= 2.11 (it has 2.4.0)`,
  );
  await assertRejects(
    () => ensurePython({ chosen: "/nowhere/python" }),
    Error,
    "it is not a working Python interpreter",
  );
  using whole = new FakePython();
  assertEquals(await ensurePython({ chosen: whole.program }), whole.program);
});

Deno.test("ensurePython() ends what it does, and its wait for another, when its signal is aborted", async () => {
  // pip says that it has begun, and then takes longer than anybody waits.
  using fake = new FakePython({ pip: 'mkfifo "$0.begun"; echo > "$0.begun"; exec sleep 3600' });
  const [making, waiting] = [new AbortController(), new AbortController()];
  const made = assertRejects(() => fake.ensure("cuda", making.signal), DOMException, "abort");
  const python = join(`${await environmentFolder("cuda", fake.cache)}.partial`, "bin", "python");
  await untilThere(`${python}.begun`);
  Deno.readTextFileSync(`${python}.begun`);
  const waited = assertRejects(() => fake.ensure("cuda", waiting.signal), Error, "abort");
  waiting.abort();
  await waited;
  making.abort();
  await made;
  assertEquals(fake.environments(), []);
});

/** Waits for another process to make a file. */
async function untilThere(path: string): Promise<void> {
  for (;;) {
    try {
      Deno.statSync(path);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
