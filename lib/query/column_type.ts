import type { z } from "zod";
import { isObject } from "../json/json.ts";

/** What zod makes of a schema: JSON Schema, of which this reads the part that results use. */
type JsonSchema = z.core.JSONSchema.BaseSchema;

const SCALARS: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
};

/** A name as SQL quotes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function isSchema(value: unknown): value is JsonSchema {
  return isObject(value);
}

/** A schema's `type` without null. */
function typeOf({ type }: JsonSchema): unknown {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  const named = types.filter((name) => name !== "null");
  return named.length === 1 ? named[0] : undefined;
}

function objectType({ properties, additionalProperties }: JsonSchema): string {
  if (additionalProperties === false && properties !== undefined) {
    const fields = Object.entries(properties).map(([name, field]) =>
      `${quoteName(name)} ${isSchema(field) ? columnType(field) : "JSON"}`
    );
    return `STRUCT(${fields.join(", ")})`;
  }
  return properties === undefined && isSchema(additionalProperties)
    ? `MAP(VARCHAR, ${columnType(additionalProperties)})`
    : "JSON";
}

/**
 * The type of a DuckDB column that holds what `schema` takes: objects with known keys are structs, those with any keys
 * maps, null is any column's; alternatives of different shapes stay JSON.
 */
export function columnType(schema: JsonSchema): string {
  const alternatives = (schema.anyOf ?? schema.oneOf)?.filter((option) => !isSchema(option) || option.type !== "null");
  if (alternatives !== undefined) {
    const [only, ...others] = alternatives;
    return others.length === 0 && isSchema(only) ? columnType(only) : "JSON";
  }
  const type = typeOf(schema);
  if (type === "array") return isSchema(schema.items) ? `${columnType(schema.items)}[]` : "JSON";
  if (type === "object") return objectType(schema);
  return typeof type === "string" ? SCALARS[type] ?? "JSON" : "JSON";
}
