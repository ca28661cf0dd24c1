import { ensurePython } from "../lib/trainer/environment.ts";

/** The Python with PyTorch and transformers that tests compare with: `SEPO_PYTHON`, or else the project's own. */
export async function python(): Promise<string> {
  return Deno.env.get("SEPO_PYTHON") ?? await ensurePython();
}

/**
 * Runs a script and returns what it prints.
 *
 * @throws {Error} With what it wrote to standard error, if it fails.
 */
export async function runPython(script: URL, ...args: readonly string[]): Promise<string> {
  const command = new Deno.Command(await python(), {
    args: [script.pathname, ...args],
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(`${script.pathname} failed: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
