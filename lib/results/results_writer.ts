import { parseLine } from "./parse_line.ts";
import { ResultsError } from "./results_error.ts";
import type { BodyLine, HeaderLine, ResultsLine } from "./schema.ts";

/** A results file's name in its run's folder. */
export const RESULTS_FILE = "results.jsonl";

/**
 * Appends lines to a run's results, and holds the lock that keeps other processes out of the run's folder. Whatever
 * `write` has returned from is on disk; a reader may follow along.
 */
export class ResultsWriter implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #prompts = new Set<string>();

  /**
   * @param file Open for appending, empty, locked; the writer closes it.
   * @param path Its path, for messages.
   */
  constructor(file: Deno.FsFile, readonly path: string, header: HeaderLine) {
    this.#file = file;
    this.#append([header]);
  }

  /**
   * Appends lines in one piece and waits until they are on disk. A prompt that the file has is left out.
   *
   * @throws {ResultsError} If a line doesn't fit its schema (a loss that is not a number, say): nothing is written then.
   */
  write(...lines: readonly BodyLine[]): void {
    this.#append(lines.filter((line) => line.kind !== "prompt" || this.#isNew(`${line.domain}\n${line.infoset}`)));
  }

  /** Releases the file and its lock. */
  [Symbol.dispose](): void {
    this.#file.close();
  }

  #isNew(prompt: string): boolean {
    const isNew = !this.#prompts.has(prompt);
    this.#prompts.add(prompt);
    return isNew;
  }

  #append(lines: readonly ResultsLine[]): void {
    const text = lines.map((line) => {
      // NaN and Infinity, which JSON turns into null unasked, are refused here.
      return JSON.stringify(parseLine(line, `A line for results "${this.path}"`)) + "\n";
    }).join("");
    const bytes = new TextEncoder().encode(text);
    try {
      for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
      this.#file.syncDataSync();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ResultsError(`Cannot write results "${this.path}": ${reason}`);
    }
  }
}
