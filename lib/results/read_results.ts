import { systemReason } from "../text/system_error.ts";
import { migrate, versionOf } from "./migrations.ts";
import { parseLine } from "./parse_line.ts";
import { type RawLine, readLines } from "./read_lines.ts";
import { ResultsError } from "./results_error.ts";
import type { ResultsLine } from "./schema.ts";

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ResultsError(`${where} is not JSON: the file was changed or damaged`);
  }
}

/** The file's lines, or why it can't be read; that it isn't there is the caller's to judge. */
async function* linesOf(path: string): AsyncGenerator<RawLine> {
  try {
    yield* readLines(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? undefined : systemReason(error);
    if (reason === undefined) throw error;
    throw new ResultsError(`Cannot read results "${path}": ${reason}`, { cause: error });
  }
}

/**
 * Streams the lines of a results file, the header first; it may still be growing. An older schema is migrated. A last
 * line without a line feed was being written when the writer stopped: it is dropped, and `warn` is told.
 *
 * @throws {ResultsError} If a line isn't valid, the file has a newer schema, or the operating system refuses. A file
 * without one whole line yields none.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export async function* readResults(
  path: string,
  warn: (message: string) => void = () => {},
): AsyncGenerator<ResultsLine> {
  let version: number | undefined;
  for await (const { bytes, number, whole } of linesOf(path)) {
    const where = `Line ${number} of results "${path}"`;
    if (!whole) {
      warn(`${where} is torn and was dropped: its writer stopped in the middle`);
      return;
    }
    const json = parseJson(bytes, where);
    version ??= versionOf(json, path);
    yield parseLine(migrate(json, version), where);
  }
}
