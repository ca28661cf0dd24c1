import { taskCommand } from "./task_command.ts";

/** Starts a task in a folder as deno.json has it, without a terminal that could be asked. */
export function startTask(name: string, cwd: string, ...args: string[]): Deno.ChildProcess {
  const [program, ...words] = taskCommand(name);
  const command = new Deno.Command(program, {
    args: [...words, ...args],
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
  const { code, stdout, stderr } = await startTask(name, cwd, ...args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: text(stdout), err: text(stderr) };
}
