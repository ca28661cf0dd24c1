/**
 * Has Deno ask, on a terminal, for a place that a task was not told it may write to.
 *
 * @param command The command's name, for the message.
 * @param permissions Flags that the command needs to write anywhere, for the message.
 * @throws {Error} If it isn't allowed.
 */
export function requireWritable(path: string, command: string, permissions: string): void {
  if (Deno.permissions.requestSync({ name: "write", path }).state === "granted") return;
  throw new Error(
    `Cannot write to "${path}": deno task ${command} may write to results alone; to write elsewhere run deno run ` +
      `${permissions} main.ts ${command} with the same arguments`,
  );
}
