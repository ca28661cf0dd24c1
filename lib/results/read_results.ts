import { systemReason } from "../text/system_error.ts";
import { migrate, versionOf } from "./migrations.ts";
import { parseLine, unknownKind } from "./parse_line.ts";
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
async function* linesOf(path: string, size: number | undefined): AsyncGenerator<RawLine> {
  try {
    yield* readLines(path, size);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? undefined : systemReason(error);
    if (reason === undefined) throw error;
    throw new ResultsError(`Cannot read results "${path}": ${reason}`, { cause: error });
  }
}

/** Why reading ends at a line although the file goes on, if it does. */
function endsBefore({ bytes, whole }: RawLine): string | undefined {
  // JSON escapes NUL; a file system that lost power has it where data never arrived.
  if (bytes.includes(0)) return "holds NUL bytes, as a loss of power leaves them: it and what follows were dropped";
  return whole ? undefined : "is torn and was dropped: its writer stopped in the middle";
}

/**
 * Streams the lines of a results file, the header first; it may still be growing. An older schema is migrated. The file is
 * read as far as it is whole: a last line without a line feed was being written when the writer stopped, NUL bytes stand
 * where a loss of power left no data, and a line of a kind that this code doesn't know was written by a newer version.
 * Reading ends there, and `warn` is told in one line.
 *
 * @param size Bytes from the start after which the file is taken to end; the whole file if left out.
 * @throws {ResultsError} If a line isn't valid, the file has a newer schema, or the operating system refuses. A file
 * without one whole line yields none.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export async function* readResults(
  path: string,
  warn: (message: string) => void = () => {},
  size?: number,
): AsyncGenerator<ResultsLine> {
  let version: number | undefined;
  for await (const raw of linesOf(path, size)) {
    const where = `Line ${raw.number} of results "${path}"`;
    const reason = endsBefore(raw);
    if (reason !== undefined) return warn(`${where} ${reason}`);
    const json = parseJson(raw.bytes, where);
    version ??= versionOf(json, path);
    const kind = unknownKind(json);
    if (kind !== undefined) {
      return warn(
        `${where} is a "${kind}", which a newer version writes: it and what follows were left out; update this code`,
      );
    }
    yield parseLine(migrate(json, version), where);
  }
}
