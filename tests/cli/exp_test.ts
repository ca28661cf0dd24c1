import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { OLDEST_PACKAGES } from "../../lib/trainer/interpreter.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { MACHINE } from "../run/fake_machine.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/**
 * A Python that is all a trainer needs, by its own account: it says hello, writes its number into `pid`, and then never
 * answers. As the trainer does, it goes when its standard input ends, and not for a signal.
 */
function writeFakePython(program: string, pid: string): void {
  const probe = JSON.stringify({ version: "3.12.3", venv: true, packages: OLDEST_PACKAGES });
  const hello = JSON.stringify({ id: 1, result: MACHINE });
  const lines = [
    "#!/bin/sh",
    `if [ "$1" = -c ]; then echo '${probe}'; exit; fi`,
    "trap '' INT TERM",
    "read -r request",
    `echo '${hello}'`,
    "read -r request",
    `echo $$ > "${pid}"`,
    "cat > /dev/null",
  ];
  Deno.writeTextFileSync(program, lines.join("\n") + "\n", { mode: 0o755 });
}

/** Waits for what another process does. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).size > 0;
  } catch {
    return false;
  }
}

async function isAlive(pid: string): Promise<boolean> {
  return (await new Deno.Command("kill", { args: ["-0", pid], stderr: "null" }).output()).success;
}

const namesIn = (path: string) => [...Deno.readDirSync(path)].map(({ name }) => name).sort();

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`exp ends its children and tidies up on ${signal}, says that what was written is kept, and exits with ${status}`, () =>
    temporaryFolder(async (root) => {
      const [python, pid, results, temp] = ["python3", "pid", "results", "temp"].map((name) => `${root}/${name}`);
      writeFakePython(python!, pid!);
      Deno.mkdirSync(temp!);
      const main = fileURLToPath(new URL("../../main.ts", import.meta.url));
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--allow-all", main, "exp", "kuhn-tiny", "--results", results!],
        env: { SEPO_PYTHON: python!, TMPDIR: temp! },
        stdout: "null",
        stderr: "piped",
      }).spawn();
      let ended = false;
      child.status.then(() => ended = true);
      await until(() => ended || exists(pid!));
      const trainer = Deno.readTextFileSync(pid!).trim();
      assertEquals([namesIn(`${results}/.cache/model`).length, await isAlive(trainer)], [1, true]);
      child.kill(signal);
      const { code, stderr } = await child.output();
      assertEquals(
        new TextDecoder().decode(stderr),
        `Stopped: what was written is kept in "${results}", and the same command with --resume goes on\n`,
      );
      assertEquals([code, await isAlive(trainer)], [status, false]);
      assertEquals([namesIn(`${results}/.cache/model`), namesIn(temp!)], [[], []]);
      const [plan] = namesIn(`${results}/kuhn-tiny`);
      const lines = await Array.fromAsync(readResults(`${results}/kuhn-tiny/${plan}/main/42/results.jsonl`));
      assertEquals(lines.map(({ kind }) => kind), ["header"]);
    }));
}
