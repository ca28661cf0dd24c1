import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { isObject } from "../../lib/json/json.ts";
import { hasCurrentLines, migrate } from "../../lib/results/migrations.ts";
import { RESULTS_VERSION } from "../../lib/results/schema.ts";

Deno.test("migrate() takes a line through every version after its own", () => {
  const migrations = [(line: unknown) => `${line} → 2`, (line: unknown) => `${line} → 3`];
  assertEquals(migrate("1", 1, migrations), "1 → 2 → 3");
  assertEquals(migrate("2", 2, migrations), "2 → 3");
  assertEquals(migrate("3", 3, migrations), "3");
});

Deno.test("hasCurrentLines() is whether migrating leaves the lines of that version's file as they are, but for the header", () => {
  const versions = Array.from({ length: RESULTS_VERSION - 1 }, (_, at) => at + 1);
  for (const version of versions) {
    const text = Deno.readTextFileSync(fileURLToPath(new URL(`./version_${version}.jsonl`, import.meta.url)));
    const lines = text.trimEnd().split("\n").map((line): unknown => JSON.parse(line));
    const changed = lines.filter((line) => JSON.stringify(migrate(line, version)) !== JSON.stringify(line));
    const header = (line: unknown) => isObject(line) && line["kind"] === "header";
    assertEquals(hasCurrentLines(version), changed.every(header), `${version}`);
  }
  assertEquals(hasCurrentLines(RESULTS_VERSION), true);
});
