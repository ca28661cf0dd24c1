import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject } from "../../lib/json/json.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a task in a folder as deno.json has it, without a terminal that could be asked. */
export async function runTask(
  name: string,
  cwd: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const config: unknown = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const tasks = isObject(config) && isObject(config["tasks"]) ? config["tasks"] : {};
  const [deno, ...words] = String(tasks[name]).split(" ");
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
