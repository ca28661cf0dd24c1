/**
 * Has Deno ask, on a terminal, for a results folder that a task was not told to allow.
 *
 * @param command The command's name, for the message.
 * @param permissions Flags that the command needs to read anywhere, for the message.
 * @throws {Error} If it isn't allowed.
 */
export function requireReadable(folder: string, command: string, permissions: string): void {
  if (Deno.permissions.requestSync({ name: "read", path: folder }).state === "granted") return;
  throw new Error(
    `Cannot read "${folder}": deno task ${command} may read results alone; to read elsewhere run deno run ` +
      `${permissions} main.ts ${command} with the same arguments`,
  );
}
