// Results files with made-up lines, for the tests of queries and tables.
import { dirname } from "node:path";
import { runFolder } from "../../dsl/plan.ts";
import type { HeaderLine, ResultsLine } from "../../lib/results/schema.ts";

/** Lines as a file holds them. */
export function jsonLines(lines: readonly ResultsLine[]): string {
  return lines.map((line) => JSON.stringify(line) + "\n").join("");
}

/** Writes a run's file where its header says, with what follows the whole lines; returns its path. */
export function writeRun(results: string, lines: readonly [HeaderLine, ...ResultsLine[]], torn = ""): string {
  const [{ plan, run }] = lines;
  const path = `${results}/${runFolder(plan, run)}/results.jsonl`;
  Deno.mkdirSync(dirname(path), { recursive: true });
  Deno.writeTextFileSync(path, jsonLines(lines) + torn);
  return path;
}
