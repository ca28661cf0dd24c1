import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** A place in a source file; lines and columns count from 1. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Why a module can't be imported. */
export interface ImportFailure {
  /** One clause, without a full stop. */
  readonly reason: string;
  /** Where: in the module itself if the error leads there, else in what it imports. */
  readonly place?: SourcePlace;
}

const PLACE = /(file:\/\/[^\s)]+?):(\d+):(\d+)/g;

function placesIn(text: string): SourcePlace[] {
  return [...text.matchAll(PLACE)].map(([, url, line, column]) => ({
    path: fileURLToPath(url!),
    line: Number(line),
    column: Number(column),
  }));
}

/** The first line, without Deno's code frame, the place and the full stop that may end it. */
function reasonOf(message: string): string {
  const [first = ""] = message.split("\n", 1);
  return first.replace(/^SyntaxError: /, "").replace(/ at file:\/\/\S+$/, "").trim().replace(/\.$/, "");
}

/**
 * Reads off an error what went wrong in importing `path`, and where.
 *
 * @param importer The path of the file that imported it, where its part of the stack ends.
 */
export function importFailure(error: unknown, path: string, importer: string): ImportFailure {
  const text = (value: unknown) => stripVTControlCharacters(String(value));
  if (!(error instanceof Error)) return { reason: `it throws ${text(error)}` };
  // The stack goes on into the importer, and to who called that.
  const [above = ""] = text(error.stack ?? error.message).split(pathToFileURL(importer).href, 1);
  const places = placesIn(above);
  const place = places.find((place) => place.path === path) ?? places[0];
  const reason = reasonOf(text(error.message)) || error.name;
  return place === undefined ? { reason } : { reason, place };
}
