import { lastLine } from "./last_line.ts";

/** How the last line of a finished run begins: the writer puts `kind` first. */
const END = '{"kind":"end",';

/**
 * Whether a results file ends with the line that a run writes last, so that nobody writes to it; reads its end alone.
 *
 * @throws {Error} If the operating system refuses, or there is no such file.
 */
export function isFinished(path: string): boolean {
  return lastLine(path)?.startsWith(END) === true;
}
