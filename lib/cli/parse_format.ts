import { suggest } from "../text/nearest.ts";
import { UsageError } from "./usage_error.ts";

/**
 * The format that `--format` names; the first of the known ones where it isn't given.
 *
 * @throws {UsageError} If there is no such format.
 */
export function parseFormat<Format extends string>(
  texts: readonly string[],
  formats: readonly [Format, ...Format[]],
): Format {
  const text = texts.at(-1);
  if (text === undefined) return formats[0];
  const found = formats.find((format) => format === text);
  if (found === undefined) throw new UsageError(`There is no format "${text}"${suggest(text, formats)}`);
  return found;
}
