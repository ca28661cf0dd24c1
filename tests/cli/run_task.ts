import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject } from "../../lib/json/json.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Starts a task in a folder as deno.json has it, without a terminal that could be asked. */
export async function startTask(name: string, cwd: string, ...args: string[]): Promise<Deno.ChildProcess> {
  const config: unknown = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const tasks = isObject(config) && isObject(config["tasks"]) ? config["tasks"] : {};
  const [deno, ...words] = String(tasks[name]).split(" ");
  assertEquals(deno, "deno");
  // The project's own files are where they are; results are the folder's.
  const here = words.map((word) => word === "main.ts" ? join(ROOT, word) : word.replaceAll("lib/", join(ROOT, "lib/")));
  const command = new Deno.Command(Deno.execPath(), {
    args: [...here, ...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  return command.spawn();
}

/** Runs a task in a folder as deno.json has it, without a terminal that could be asked. */
export async function runTask(
  name: string,
  cwd: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await (await startTask(name, cwd, ...args)).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: text(stdout), err: text(stderr) };
}
