import { parseLine } from "./parse_line.ts";
import { systemReason } from "../text/system_error.ts";
import { ResultsError } from "./results_error.ts";
import type { BodyLine, HeaderLine, PromptLine, ResultsLine } from "./schema.ts";

/** A results file's name in its run's folder. */
export const RESULTS_FILE = "results.jsonl";

/** What a prompt is known by in its file. */
const promptKey = ({ domain, infoset }: Pick<PromptLine, "domain" | "infoset">) => `${domain}\n${infoset}`;

/**
 * Appends lines to a run's results, and holds the lock that keeps other processes out of the run's folder. Whatever
 * `begin` or `write` has returned from is on disk; a reader may follow along.
 */
export class ResultsWriter implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #prompts = new Set<string>();
  #begun = false;
  #size: number;

  /**
   * @param file Open for appending, locked; the writer closes it.
   * @param path Its path, for messages.
   */
  constructor(file: Deno.FsFile, readonly path: string) {
    this.#file = file;
    this.#size = file.statSync().size;
  }

  /** Bytes of the file: what an earlier writer left, until this one has begun or gone on, and then what is kept and written. */
  get size(): number {
    return this.#size;
  }

  /**
   * Writes the header in place of whatever the file held: once, before anything else.
   *
   * @throws {ResultsError} As {@linkcode ResultsWriter.write}.
   */
  begin(header: HeaderLine): void {
    this.#take("begin", 0);
    this.#append([header]);
    this.#begun = true;
  }

  /**
   * Goes on behind an earlier writer's lines, instead of a beginning.
   *
   * @param size Bytes of the file that are kept, up to the end of a line; what follows is dropped.
   * @param prompts Those that are kept, so that they aren't written again.
   * @throws {ResultsError} As {@linkcode ResultsWriter.write}.
   */
  goOn(size: number, prompts: readonly PromptLine[]): void {
    this.#take("go on with", size);
    for (const prompt of prompts) this.#prompts.add(promptKey(prompt));
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
    this.#append(lines.filter((line) => line.kind !== "prompt" || this.#isNew(promptKey(line))));
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

  /** Cuts the file to the bytes that are kept. */
  #take(what: string, size: number): void {
    if (this.#begun) throw new ResultsError(`Cannot ${what} results "${this.path}" twice: they have a header`);
    this.#onDisk(() => {
      if (this.#size > size) this.#file.truncateSync(size);
    });
    this.#size = size;
  }

  #append(lines: readonly ResultsLine[]): void {
    const text = lines.map((line) => {
      // NaN and Infinity, which JSON turns into null unasked, are refused here.
      return JSON.stringify(parseLine(line, `A line for results "${this.path}"`)) + "\n";
    }).join("");
    const bytes = new TextEncoder().encode(text);
    this.#onDisk(() => {
      for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
    });
    this.#size += bytes.length;
  }

  /** Changes the file and waits until the change is on disk. */
  #onDisk(change: () => void): void {
    try {
      change();
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
