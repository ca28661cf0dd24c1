import { isObject } from "../../json/json.ts";

/**
 * Version 2 knew no forks, no rehearsals and no batches fitted to a device, and kept neither whom NRA leaves out nor how many
 * tokens a gradient step computes. Version 3 may leave out all of them.
 */
export function fromVersion2(line: unknown): unknown {
  return isObject(line) && line["kind"] === "header" ? { ...line, schemaVersion: 3 } : line;
}
