import { assert, assertEquals } from "@std/assert";
import { isObject } from "../../lib/json/json.ts";
import { LINES } from "../../lib/results/schema.ts";
import { resultsJsonSchema, resultsJsonSchemaText } from "../../lib/schema/results_json_schema.ts";

const COMMITTED = new URL("../../data/schema/results.schema.json", import.meta.url);

Deno.test("resultsJsonSchemaText() is the committed file: after a change of the schema run deno task schema", () => {
  assert(Deno.readTextFileSync(COMMITTED) === resultsJsonSchemaText(), "data/schema/results.schema.json is stale");
});

Deno.test("resultsJsonSchema() has a definition of every kind of line, with its constant", () => {
  const { $schema, anyOf, $defs = {} } = resultsJsonSchema();
  assertEquals($schema, "https://json-schema.org/draft/2020-12/schema");
  const kinds = Object.keys(LINES);
  assertEquals(anyOf?.map((option) => isObject(option) && option["$ref"]), kinds.map((kind) => `#/$defs/${kind}`));
  for (const kind of kinds) {
    const properties = $defs[kind]?.properties;
    assertEquals(isObject(properties) && properties["kind"], { type: "string", const: kind });
  }
});

Deno.test("resultsJsonSchema() refers only to definitions that it has", () => {
  const schema = resultsJsonSchema();
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]*)"/g)].map(([, name]) => name!);
  assert(references.length > Object.keys(LINES).length);
  for (const name of references) assert(Object.hasOwn(schema.$defs ?? {}, name), name);
});
