import { isObject } from "../../json/json.ts";

/**
 * Version 1 kept pools of an iteration and not their groups, neither the advantages' norm nor the penalties that can't act,
 * compared no gradients of parts, and knew one choice of threads. What it didn't keep stays unknown: lists are empty, and
 * fields that version 2 may leave out are left out.
 */
export function fromVersion1(line: unknown): unknown {
  if (!isObject(line)) return line;
  if (line["kind"] === "header") return { ...line, schemaVersion: 2, threads: null };
  if (line["kind"] !== "iteration" || !isObject(line["domains"])) return line;
  const domains = Object.entries(line["domains"]).map(([name, report]) => [
    name,
    isObject(report) ? { groups: [], ...report } : report,
  ]);
  return { parts: [], ...line, domains: Object.fromEntries(domains) };
}
