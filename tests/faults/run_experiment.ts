// The command `exp` on an experiment of this folder, in an environment that a shell has made worse.
import { fileURLToPath } from "node:url";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { taskCommand } from "../cli/task_command.ts";

/** What a command did. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  /** Lines of standard error. */
  readonly errors: readonly string[];
}

/**
 * Runs a command that a shell may prepare.
 *
 * @param script What sh does; `exec "$@"` runs the command.
 */
export async function runPrepared(script: string, command: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", script, "sh", ...command],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), errors: text(stderr).split("\n").filter((line) => line !== "") } satisfies Ended;
}

/** An experiment file as a command, and where its one run goes below the results folder. */
export async function experimentAt(path: string) {
  const url = new URL(path, import.meta.url);
  const { default: experiment } = await import(url.href);
  const plan = compile(experiment, { source: path });
  return {
    folder: runFolder(plan, plan.runs[0]!),
    command: (results: string, ...flags: string[]) => [
      ...taskCommand("exp"),
      fileURLToPath(url),
      ...["--results", results, ...flags],
    ],
  };
}

/** The shell's command, as it is. */
export const AS_IT_IS = 'exec "$@"';

/**
 * Files can't grow beyond so many blocks of 512 bytes, whoever writes them: the operating system refuses as it does where a
 * disk is full, wherever there is no right to make a small one.
 */
export const noFileBeyond = (blocks: number) => `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
