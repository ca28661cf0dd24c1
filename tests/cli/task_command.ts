import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject } from "../../lib/json/json.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The command that a task of deno.json is, its permissions included, to be run in any folder. */
export function taskCommand(name: string): readonly [program: string, ...args: string[]] {
  const config: unknown = JSON.parse(Deno.readTextFileSync(join(ROOT, "deno.json")));
  const tasks = isObject(config) && isObject(config["tasks"]) ? config["tasks"] : {};
  const [deno, ...words] = String(tasks[name]).split(" ");
  assertEquals(deno, "deno");
  // The project's own files are where they are; results are the folder's.
  const here = words.map((word) => word === "main.ts" ? join(ROOT, word) : word.replaceAll("lib/", join(ROOT, "lib/")));
  return [Deno.execPath(), ...here];
}
