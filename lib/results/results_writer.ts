import { parseLine } from "./parse_line.ts";
import { systemReason } from "../text/system_error.ts";
import { ResultsError } from "./results_error.ts";
import type { BodyLine, HeaderLine, ResultsLine } from "./schema.ts";

/** A results file's name in its run's folder. */
export const RESULTS_FILE = "results.jsonl";

/**
 * Appends lines to a run's results, and holds the lock that keeps other processes out of the run's folder. Whatever
 * `begin` or `write` has returned from is on disk; a reader may follow along.
 */
export class ResultsWriter implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #prompts = new Set<string>();
  #begun = false;

  /**
   * @param file Open for appending, empty, locked; the writer closes it.
   * @param path Its path, for messages.
   */
  constructor(file: Deno.FsFile, readonly path: string) {
    this.#file = file;
  }

  /**
   * Writes the header: once, before anything else.
   *
   * @throws {ResultsError} As {@linkcode ResultsWriter.write}.
   */
  begin(header: HeaderLine): void {
    if (this.#begun) throw new ResultsError(`Cannot begin results "${this.path}" twice: they have a header`);
    this.#append([header]);
    this.#begun = true;
  }

  /**
   * Appends lines in one piece and waits until they are on disk. A prompt that the file has is left out.
   *
   * @throws {ResultsError} If a line doesn't fit its schema (a loss that is not a number, say): nothing is written then.
   * Also if the disk is full or fails.
   */
  write(...lines: readonly BodyLine[]): void {
    if (!this.#begun) throw new ResultsError(`Cannot write results "${this.path}": begin them with a header`);
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
      const reason = systemReason(error);
      if (reason === undefined) throw error;
      throw new ResultsError(`Cannot write results "${this.path}": ${reason}; the lines before are kept`, {
        cause: error,
      });
    }
  }
}
