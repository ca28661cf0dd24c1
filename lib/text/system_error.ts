/** Errors of the operating system, as Deno words them, in the project's own words. */

/** How Deno words them: `Permission denied (os error 13): mkdir 'a'`, the operation and its paths where it knows them. */
const SYSTEM_ERROR = /^(?:Failed to (spawn) '(.*)': )?([^:]+) \(os error \d+\)(?:: (\w+)(?: '(.*)')?)?$/s;

/** What Deno calls an operation, and what it does. */
const DOES: Readonly<Record<string, string>> = {
  mkdir: "make the folder",
  tmpdir: "make a temporary folder",
  tmpfile: "make a temporary file",
  readdir: "list",
  readfile: "read",
  writefile: "write",
  spawn: "start",
};

function parse(error: unknown) {
  const match = error instanceof Error ? SYSTEM_ERROR.exec(error.message) : null;
  if (match === null) return undefined;
  const text = match[3] ?? "";
  const operation = match[4] ?? match[1];
  const path = match[5] ?? match[2];
  return { reason: text.charAt(0).toLowerCase() + text.slice(1), operation, path };
}

/** Why the operating system refused, as `permission denied`; undefined if the error isn't the operating system's. */
export function systemReason(error: unknown): string | undefined {
  return parse(error)?.reason;
}

/**
 * What the operating system refused and why, as `Cannot open "a": permission denied`; undefined if the error isn't the
 * operating system's.
 *
 * @example
 * ```ts
 * import { describeSystemError } from "./system_error.ts";
 * try {
 *   Deno.openSync("nowhere");
 * } catch (error) {
 *   describeSystemError(error); // Cannot open "nowhere": no such file or directory
 * }
 * ```
 */
export function describeSystemError(error: unknown): string | undefined {
  const parsed = parse(error);
  if (parsed === undefined) return undefined;
  const { reason, operation, path } = parsed;
  const what = operation === undefined ? "go on" : DOES[operation] ?? operation;
  return `Cannot ${what}${path === undefined ? "" : ` "${path.replace("' -> '", '" to "')}"`}: ${reason}`;
}
