import { migrate, versionOf } from "../results/migrations.ts";
import { parseLine } from "../results/parse_line.ts";
import { readLines } from "../results/read_lines.ts";
import { ResultsError } from "../results/results_error.ts";
import type { LineKind, ResultsLine } from "../results/schema.ts";

/** How a line of a kind begins: the writer puts `kind` first. */
const beginning = (kind: LineKind) => new TextEncoder().encode(`{"kind":"${kind}",`);

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte);
}

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ResultsError(`${where} is not JSON: the file was changed or damaged`);
  }
}

/**
 * Streams a results file as `readResults` does, but for lines of the kinds to skip, which are not even parsed: a million
 * episodes pass in seconds. A torn last line is dropped.
 *
 * @throws {ResultsError} If a line isn't valid, or the file has a newer schema.
 */
export async function* readWithout(path: string, skipped: readonly LineKind[]): AsyncGenerator<ResultsLine> {
  const starts = skipped.map(beginning);
  let version: number | undefined;
  for await (const { bytes, number, whole } of readLines(path)) {
    if (!whole) return;
    if (starts.some((start) => startsWith(bytes, start))) continue;
    const where = `Line ${number} of results "${path}"`;
    const json = parseJson(bytes, where);
    version ??= versionOf(json, path);
    yield parseLine(migrate(json, version), where);
  }
}
