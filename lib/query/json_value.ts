import {
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Json } from "../json/json.ts";

/** A number, or its digits where JavaScript's numbers don't hold it. */
function numberOrText(value: number | bigint): Json {
  if (typeof value === "bigint") {
    return BigInt.asIntN(53, value) === value ? Number(value) : String(value);
  }
  return Number.isFinite(value) ? value : String(value);
}

/**
 * A value of DuckDB's as JSON: structs and maps are objects, lists arrays, and what JSON hasn't (dates, integers beyond
 * 2⁵², NaN) is text.
 */
export function jsonValue(value: DuckDBValue): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return numberOrText(value);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(jsonValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, jsonValue(inner)]));
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: inner }) => [String(key), jsonValue(inner)]));
  }
  return value instanceof DuckDBDecimalValue ? value.toDouble() : String(value);
}
