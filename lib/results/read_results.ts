import { migrate, versionOf } from "./migrations.ts";
import { parseLine } from "./parse_line.ts";
import { readLines } from "./read_lines.ts";
import { ResultsError } from "./results_error.ts";
import type { ResultsLine } from "./schema.ts";

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ResultsError(`${where} is not JSON: the file was changed or damaged`);
  }
}

/**
 * Streams the lines of a results file, the header first; it may still be growing. An older schema is migrated. A last
 * line without a line feed was being written when the writer stopped: it is dropped, and `warn` is told.
 *
 * @throws {ResultsError} If a line isn't valid or the file has a newer schema. A file without one whole line yields none.
 */
export async function* readResults(
  path: string,
  warn: (message: string) => void = () => {},
): AsyncGenerator<ResultsLine> {
  let version: number | undefined;
  for await (const { bytes, number, whole } of readLines(path)) {
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
