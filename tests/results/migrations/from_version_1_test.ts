import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { fromVersion1 } from "../../../lib/results/migrations/from_version_1.ts";
import { readResults } from "../../../lib/results/read_results.ts";
import { RESULTS_VERSION } from "../../../lib/results/schema.ts";

// What revision ad671c2, which wrote version 1, made of an iteration on two games.
const FILE = fileURLToPath(new URL("../version_1.jsonl", import.meta.url));

/** A parsed line as its author wrote it. */
type Written = Readonly<Record<string, unknown>>;

const written = (): Written[] => Deno.readTextFileSync(FILE).trimEnd().split("\n").map((line) => JSON.parse(line));

Deno.test("readResults() reads a file of version 1 whole, and says nothing", async () => {
  const warnings: string[] = [];
  const lines = await Array.fromAsync(readResults(FILE, { warn: (warning) => warnings.push(warning) }));
  assertEquals(lines.map(({ kind }) => kind), written().map(({ kind }) => kind));
  assertEquals(warnings, []);
  const [header] = lines;
  assert(header?.kind === "header");
  assertEquals([header.schemaVersion, header.threads, header.plan.experiment], [RESULTS_VERSION, null, "sample"]);
});

Deno.test("fromVersion1() leaves unknown what version 1 didn't keep, and changes nothing else", async () => {
  const lines = await Array.fromAsync(readResults(FILE));
  for (const [at, line] of written().entries()) {
    if (line["kind"] === "header") continue;
    if (lines[at]?.kind !== "iteration") {
      assertEquals<unknown>(lines[at], line);
      continue;
    }
    const { parts, domains, ...rest } = lines[at];
    assertEquals(parts, []);
    const stripped = Object.entries(domains).map(([name, { groups, constant, ...report }]) => {
      assertEquals([groups, constant], [[], undefined]);
      for (const pool of Object.values(report.pools)) assert(!("advantageNorm" in pool));
      return [name, report];
    });
    assertEquals<unknown>({ ...rest, domains: Object.fromEntries(stripped) }, line);
  }
});

Deno.test("fromVersion1() passes on what is no line of version 1 for the schema to judge", () => {
  for (const value of [null, "line", [], { kind: "iteration" }]) assertEquals<unknown>(fromVersion1(value), value);
  const odd = { kind: "iteration", domains: { ipd: 3 } };
  assertEquals(fromVersion1(odd), { parts: [], ...odd });
});
