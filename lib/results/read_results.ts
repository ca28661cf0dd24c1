import { systemReason } from "../text/system_error.ts";
import { migrate, versionOf } from "./migrations.ts";
import { parseLine, unknownKind } from "./parse_line.ts";
import { type RawLine, readLines } from "./read_lines.ts";
import { ResultsError } from "./results_error.ts";
import type { LineKind, ResultsLine } from "./schema.ts";

/** Why reading ends before a file does: its writer stopped there, or a newer version of this code wrote on. */
export type Ending = "stopped" | "newer";

/** How a results file is read; by default all of it, and nobody is told where it ends early. */
export interface ReadOptions {
  /** Told in one line why reading ends before the file does. */
  readonly warn?: (message: string, ending: Ending) => void;
  /** Bytes from the start after which the file is taken to end. */
  readonly size?: number;
  /** Kinds of lines to pass over, which are not even parsed: a million episodes then pass in seconds. */
  readonly without?: readonly LineKind[];
}

/** To be warned by where a file was finished: that reading ends early is then damage. */
export function refuse(message: string): never {
  throw new ResultsError(message);
}

/** How a line of a kind begins: the writer puts `kind` first. */
const beginning = (kind: LineKind) => new TextEncoder().encode(`{"kind":"${kind}",`);

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
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
 * @throws {ResultsError} If a line isn't valid, the file has a newer schema, or the operating system refuses. A file
 * without one whole line yields none.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export async function* readResults(
  path: string,
  { warn = () => {}, size, without = [] }: ReadOptions = {},
): AsyncGenerator<ResultsLine> {
  const skipped = without.map(beginning);
  let version: number | undefined;
  for await (const raw of linesOf(path, size)) {
    const where = () => `Line ${raw.number} of results "${path}"`;
    const reason = endsBefore(raw);
    if (reason !== undefined) return warn(`${where()} ${reason}`, "stopped");
    if (version !== undefined && skipped.some((start) => startsWith(raw.bytes, start))) continue;
    const json = parseJson(raw.bytes, where());
    version ??= versionOf(json, path);
    const kind = unknownKind(json);
    if (kind !== undefined) {
      return warn(
        `${where()} is a "${kind}", which a newer version writes: it and what follows were left out; update this code`,
        "newer",
      );
    }
    yield parseLine(migrate(json, version), where());
  }
}
