import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { fromVersion2 } from "../../../lib/results/migrations/from_version_2.ts";
import { readResults } from "../../../lib/results/read_results.ts";
import { RESULTS_VERSION } from "../../../lib/results/schema.ts";

// What revision 6a0fbf4, which wrote version 2, made of an iteration on two games.
const FILE = fileURLToPath(new URL("../version_2.jsonl", import.meta.url));

Deno.test("readResults() reads a file of version 2 whole, changes its version alone and says nothing", async () => {
  const written = Deno.readTextFileSync(FILE).trimEnd().split("\n").map((line) => JSON.parse(line));
  const warnings: string[] = [];
  const [header, ...lines] = await Array.fromAsync(readResults(FILE, { warn: (warning) => warnings.push(warning) }));
  assertEquals(warnings, []);
  assert(header?.kind === "header");
  assertEquals<unknown>(header, { ...written[0], schemaVersion: RESULTS_VERSION });
  assertEquals<unknown>(lines, written.slice(1));
});

Deno.test("fromVersion2() passes on what is no line of version 2 for the schema to judge", () => {
  for (const value of [null, "line", [], { kind: "iteration" }]) assertEquals<unknown>(fromVersion2(value), value);
});
