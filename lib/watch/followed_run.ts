import type { RunFile } from "../html/data/find_runs.ts";
import type { LoadedRun } from "../html/data/load_plan.ts";
import { RunLog } from "../html/data/run_log.ts";
import { migrate, versionOf } from "../results/migrations.ts";
import { parseLine } from "../results/parse_line.ts";
import { ResultsError } from "../results/results_error.ts";
import type { ResultsLine } from "../results/schema.ts";
import { systemReason } from "../text/system_error.ts";
import { type Change, LineTail } from "./line_tail.ts";

/** A run whose file may still grow. */
export class FollowedRun implements LoadedRun {
  readonly log: RunLog;
  readonly #tail: LineTail;
  #version: number | undefined;
  #line = 0;
  #problem: string | undefined;

  /** @param file Where its results are, or will be. */
  constructor(readonly file: RunFile) {
    this.log = new RunLog(file.arm, file.seed);
    this.#tail = new LineTail(file.path);
  }

  /** Why the file is no longer read, if it isn't. */
  get problems(): readonly string[] {
    return this.#problem === undefined ? [] : [this.#problem];
  }

  /**
   * Reads what is new. A line that can't be read ends the reading: what came before it is kept, and the problem told.
   *
   * @param listen Told each line after the log has it.
   */
  async read(listen: (line: ResultsLine) => void): Promise<Change> {
    const before = this.#problem;
    try {
      const change = await this.#tail.read((bytes) => this.#take(bytes, listen));
      return before === this.#problem || change !== "none" ? change : "grown";
    } catch (error) {
      const reason = systemReason(error);
      if (reason === undefined) throw error;
      this.#problem = `Cannot read results "${this.file.path}": ${reason}`;
      return before === this.#problem ? "none" : "grown";
    }
  }

  #take(bytes: Uint8Array, listen: (line: ResultsLine) => void): void {
    this.#line++;
    if (this.#problem !== undefined) return;
    try {
      const line = this.#parse(bytes);
      this.log.add(line);
      listen(line);
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      this.#problem = error.message;
    }
  }

  #parse(bytes: Uint8Array): ResultsLine {
    const { path } = this.file;
    const where = `Line ${this.#line} of results "${path}"`;
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      throw new ResultsError(`${where} is not JSON: the file was changed or damaged`);
    }
    this.#version ??= versionOf(json, path);
    return parseLine(migrate(json, this.#version), where);
  }
}
