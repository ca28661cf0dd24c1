import { fileURLToPath } from "node:url";
import { ensurePython } from "../lib/trainer/environment.ts";

let found: Promise<string> | undefined;

/** The Python with PyTorch and transformers that tests compare with: what `SEPO_PYTHON` names, or the project's own. */
export function python(): Promise<string> {
  return found ??= ensurePython({ onProgress: console.error });
}

/**
 * Runs a script and returns what it prints.
 *
 * @throws {Error} With what it wrote to standard error, if it fails.
 */
export async function runPython(script: URL, ...args: readonly string[]): Promise<string> {
  const path = fileURLToPath(script);
  const command = new Deno.Command(await python(), { args: [path, ...args], stdout: "piped", stderr: "piped" });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(`${path} failed: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
