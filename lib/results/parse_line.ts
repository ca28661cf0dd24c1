import type { z } from "zod";
import { explain } from "../text/explain.ts";
import { isObject } from "../json/json.ts";
import { quoteList } from "../text/nearest.ts";
import { isEpisode } from "./is_episode.ts";
import { ResultsError } from "./results_error.ts";
import { isLineKind, LINES, type ResultsLine } from "./schema.ts";

/** The kind that a line names and that this code doesn't know; undefined if it knows it, or the line names none. */
export function unknownKind(value: unknown): string | undefined {
  const kind = isObject(value) ? value["kind"] : undefined;
  return typeof kind === "string" && !isLineKind(kind) ? kind : undefined;
}

/**
 * Checks one line against the schema of its kind.
 *
 * @param where What an error names: the file and the line in it.
 * @throws {ResultsError} If the kind is unknown or the line doesn't fit it.
 */
export function parseLine(value: unknown, where: string): ResultsLine {
  if (isEpisode(value)) return value;
  const kind = isObject(value) ? value["kind"] : undefined;
  if (typeof kind !== "string" || !isLineKind(kind)) {
    throw new ResultsError(
      `${where} is of no known kind (${JSON.stringify(kind)}): kinds are ${quoteList(Object.keys(LINES))}`,
    );
  }
  const schema: z.ZodType<ResultsLine> = LINES[kind];
  const result = schema.safeParse(value);
  if (!result.success) throw new ResultsError(`${where} is no valid ${kind}: ${explain(result.error, schema, value)}`);
  return result.data;
}
