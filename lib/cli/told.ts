/**
 * What an error tells the user: its message in one line, and its stack if asked for. Where closing something failed
 * because of an earlier error, the earlier one is told.
 */
export function told(error: unknown, debug: boolean): string {
  if (error instanceof SuppressedError) return told(error.suppressed, debug);
  if (!(error instanceof Error)) return String(error);
  return debug ? error.stack ?? error.message : error.message.replace(/\s*\n\s*/g, " ").trim();
}
