import { errorStack, errorText } from "../text/error_text.ts";

/** What an error tells the user: its message in one line, or its stack if asked for. */
export function told(error: unknown, debug: boolean): string {
  return debug ? errorStack(error) : errorText(error);
}
