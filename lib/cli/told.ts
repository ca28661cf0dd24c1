import { describeSystemError } from "../text/system_error.ts";

/**
 * What an error tells the user: its message in one line, and its stack if asked for. Where closing something failed
 * because of an earlier error, the earlier one is told; what the operating system refused is told in our own words.
 */
export function told(error: unknown, debug: boolean): string {
  if (error instanceof SuppressedError) return told(error.suppressed, debug);
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  return describeSystemError(error) ?? error.message.replace(/\s*\n\s*/g, " ").trim();
}
