import { assertEquals } from "@std/assert";
import { migrate } from "../../lib/results/migrations.ts";

Deno.test("migrate() takes a line through every version after its own", () => {
  const migrations = [(line: unknown) => `${line} → 2`, (line: unknown) => `${line} → 3`];
  assertEquals(migrate("1", 1, migrations), "1 → 2 → 3");
  assertEquals(migrate("2", 2, migrations), "2 → 3");
  assertEquals(migrate("3", 3, migrations), "3");
});
