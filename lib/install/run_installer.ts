/** Lines of a program's output that an error quotes. */
const LAST_LINES = 8;

/** What a program did. */
export interface Outcome {
  readonly success: boolean;
  /** Its output and its errors. */
  readonly text: string;
  /** How it ended: its exit status, or what killed it. */
  readonly status: string;
}

/** Runs a program to its end; it is killed when the signal is aborted. */
export async function runQuietly(program: string, args: readonly string[], signal?: AbortSignal): Promise<Outcome> {
  const { success, code, signal: killedBy, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...(signal === undefined ? {} : { signal }),
  }).output();
  const decoder = new TextDecoder();
  const text = `${decoder.decode(stdout)}\n${decoder.decode(stderr)}`;
  return { success, text, status: killedBy ?? `exit status ${code}` };
}

/**
 * Runs a program that has to succeed.
 *
 * @param purpose What it is for, as an error says it after "Cannot".
 * @throws {Error} If it fails; the message has the last lines of its output. The signal's reason if that was aborted.
 */
export async function runInstaller(
  program: string,
  args: readonly string[],
  purpose: string,
  signal?: AbortSignal,
): Promise<void> {
  const { success, text, status } = await runQuietly(program, args, signal);
  if (success) return;
  signal?.throwIfAborted();
  const lines = text.split("\n").filter((line) => line.trim() !== "").slice(-LAST_LINES);
  throw new Error(
    `Cannot ${purpose} (${status}); the output ends with\n${lines.map((line) => `  ${line}`).join("\n")}`,
  );
}
