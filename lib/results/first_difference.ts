import { readResults } from "./read_results.ts";
import { withoutTimes } from "./without_times.ts";

/** Where two results files part. */
export interface Difference {
  /** Line number, from 1. */
  readonly line: number;
  /** The line of each file without its times; undefined where the file has ended. */
  readonly lines: readonly [first: string | undefined, second: string | undefined];
}

/** The first line in which two results files differ by more than their times; undefined if there is none. */
export async function firstDifference(first: string, second: string): Promise<Difference | undefined> {
  const files = [readResults(first), readResults(second)] as const;
  const next = async (file: (typeof files)[number]) => {
    const { value, done } = await file.next();
    return done ? undefined : withoutTimes(value);
  };
  for (let line = 1;; line++) {
    const lines = [await next(files[0]), await next(files[1])] as const;
    if (lines[0] !== lines[1]) return { line, lines };
    if (lines[0] === undefined) return undefined;
  }
}
