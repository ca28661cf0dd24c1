import { dirname } from "node:path";
import { systemReason } from "../text/system_error.ts";
import { ResultsError } from "./results_error.ts";

/** The file among a path and the folders above it, where there can only be folders. */
function fileInTheWay(path: string): string | undefined {
  for (let at = path;; at = dirname(at)) {
    try {
      return Deno.statSync(at).isDirectory ? undefined : at;
    } catch {
      // Not there, or below a file: look further up.
    }
    if (at === dirname(at)) return undefined;
  }
}

/** A folder of results that can't be written, for what the operating system said; other errors as they are. */
export function cannotWrite(folder: string, error: unknown): unknown {
  const reason = systemReason(error);
  if (reason === undefined) return error;
  const file = fileInTheWay(folder);
  return new ResultsError(
    `Cannot write results to "${folder}": ${
      file === undefined ? reason : `"${file}" is a file`
    }; choose another --results`,
    { cause: error },
  );
}

/**
 * Makes a folder of results, and those above it; does nothing if it is there.
 *
 * @throws {ResultsError} If it can't be made; the message names what is in the way.
 */
export function makeFolder(folder: string): void {
  try {
    Deno.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}
