/**
 * Runs a program and returns what it prints; undefined if it isn't there, fails, or takes longer than `timeout`
 * milliseconds, after which it is killed.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  timeout: number,
): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args: [...args],
      env: { PYTHONNOUSERSITE: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
      signal: AbortSignal.timeout(timeout),
    }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch {
    return undefined; // not there, not executable, or not permitted: for who asks all the same
  }
}
