import { isObject } from "../json/json.ts";
import { fromVersion1 } from "./migrations/from_version_1.ts";
import { fromVersion2 } from "./migrations/from_version_2.ts";
import { ResultsError } from "./results_error.ts";
import { RESULTS_VERSION } from "./schema.ts";

/** Turns a line as one version of the schema wrote it into what the next version would have written. */
export type Migration = (line: unknown) => unknown;

/** MIGRATIONS[v − 1] leads from version v to v + 1. */
const MIGRATIONS: readonly Migration[] = [fromVersion1, fromVersion2];

/**
 * The version of the schema that wrote a file, by its first line.
 *
 * @throws {ResultsError} If the line is no header, or names a version newer than this code.
 */
export function versionOf(header: unknown, path: string): number {
  const version = isObject(header) && header["kind"] === "header" ? header["schemaVersion"] : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    throw new ResultsError(`Cannot read results "${path}": it doesn't begin with a header that has a schema version`);
  }
  if (version > RESULTS_VERSION) {
    throw new ResultsError(
      `Cannot read results "${path}": they have schema version ${version} and this code knows ${RESULTS_VERSION}: update it`,
    );
  }
  return version;
}

/** The first version since which migrations have left all lines but the header as they are. */
const SAME_LINES_SINCE = 2;

/** Whether lines that a version wrote are this version's, but for the header. */
export function hasCurrentLines(version: number): boolean {
  return version >= SAME_LINES_SINCE;
}

/** Brings a line from schema version `from` to the current one. */
export function migrate(line: unknown, from: number, migrations: readonly Migration[] = MIGRATIONS): unknown {
  return migrations.slice(from - 1).reduce((migrated, step) => step(migrated), line);
}
