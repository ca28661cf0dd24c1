/** `deno task exp` as a tree of processes, any of which can be killed. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXPERIMENT = fileURLToPath(new URL("./killed.ts", import.meta.url));

/** Whose process is killed: that of Deno, of PyTorch, or both at once. */
export const VICTIMS = ["deno", "python", "both"] as const;
export type Victim = (typeof VICTIMS)[number];

/** A command that goes on. */
export interface Command {
  /** The lines that it has printed. */
  readonly lines: readonly string[];
  /** Settles when it has ended, however it did. */
  readonly ended: Promise<{ readonly success: boolean; readonly errors: string }>;
  /** Kills the victim, if it is there. Returns whether anything was killed. */
  kill(victim: Victim): boolean;
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly words: string;
}

/** All processes, as `ps` lists them: /proc is closed to programs without all permissions, and only Linux has it. */
function processes(): Process[] {
  const { stdout } = new Deno.Command("ps", { args: ["-A", "-ww", "-o", "pid=,ppid=,args="], stderr: "inherit" })
    .outputSync();
  return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
    const [, id, parent, words] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return words === undefined ? [] : [{ id: Number(id), parent: Number(parent), words }];
  });
}

/** The processes that `root` began, and those that they did. */
function descendants(root: number): Process[] {
  const all = processes();
  const found = all.filter(({ id }) => id === root);
  for (const { id } of found) found.push(...all.filter(({ parent }) => parent === id));
  return found;
}

/** What tells the victims' processes, as they are started, from the task that wraps them. */
const WORDS = { deno: / main\.ts exp /, python: / gpu\.server / };

function kill(root: number, victim: Victim): boolean {
  const wanted = victim === "both" ? [WORDS.deno, WORDS.python] : [WORDS[victim]];
  const killed = descendants(root).filter(({ words }) => wanted.some((pattern) => pattern.test(words)));
  for (const { id } of killed) {
    try {
      Deno.kill(id, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return killed.length > 0;
}

/**
 * Starts the experiment as a user does.
 *
 * @param results The results folder.
 * @param temporary Where its processes put what is temporary.
 */
export function startExperiment(results: string, temporary: string, ...flags: readonly string[]): Command {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "exp", EXPERIMENT, "--results", results, ...flags],
    cwd: ROOT,
    env: { TMPDIR: temporary, NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const lines: string[] = [];
  const read = async () => {
    let rest = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + text).split("\n");
      rest = parts.pop()!;
      lines.push(...parts);
    }
  };
  const ended = Promise.all([child.status, new Response(child.stderr).text(), read()])
    .then(([{ success }, errors]) => ({ success, errors }));
  return { lines, ended, kill: (victim) => kill(child.pid, victim) };
}

/** Names of the files through which a run's processes pass tensors just now. */
export function tensorFiles(temporary: string): string[] {
  return namesIn(temporary).filter((name) => name.startsWith("sepo-trainer-"))
    .flatMap((folder) => namesIn(join(temporary, folder)));
}

/** Names in a folder; none if it isn't there. */
export function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
