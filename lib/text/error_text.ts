import { describeSystemError } from "./system_error.ts";

/**
 * What an error tells, in one line. Where closing something failed because of an earlier error, the earlier one is told;
 * what the operating system refused is told in our own words.
 */
export function errorText(error: unknown): string {
  if (error instanceof SuppressedError) return errorText(error.suppressed);
  if (!(error instanceof Error)) return String(error);
  return describeSystemError(error) ?? error.message.replace(/\s*\n\s*/g, " ").trim();
}

/** Where an error came about, and what caused it, for who debugs; its text where that isn't known. */
export function errorStack(error: unknown): string {
  if (error instanceof SuppressedError) return errorStack(error.suppressed);
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause instanceof Error ? `${stack}\nCaused by ${errorStack(error.cause)}` : stack;
}
