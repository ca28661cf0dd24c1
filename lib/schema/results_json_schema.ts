import { z } from "zod";
import { settingsSchema } from "../../dsl/schema/settings.ts";
import { LINES, RESULTS_VERSION } from "../results/schema.ts";

/** Schemas that stand once, by name, under the export's `$defs`. */
function named() {
  const names = z.registry<{ id: string }>();
  names.add(settingsSchema, { id: "settings" });
  for (const [kind, schema] of Object.entries(LINES)) names.add(schema, { id: kind });
  return names;
}

/**
 * The JSON Schema (draft 2020-12) of a line of a results file, any kind, as the current version writes it. Derived from
 * the zod schemas, which also check what JSON Schema can't say: the options of a domain, and where settings contradict
 * each other.
 */
export function resultsJsonSchema() {
  const { $schema, ...line } = z.toJSONSchema(z.union(Object.values(LINES)), { metadata: named() });
  return { $schema, title: `A line of SEPO's results, schema version ${RESULTS_VERSION}`, ...line };
}

/** {@linkcode resultsJsonSchema} as the text of its file. */
export function resultsJsonSchemaText(): string {
  return JSON.stringify(resultsJsonSchema(), null, 2) + "\n";
}
