/** A table in training as files: its logits with the optimizer's state, and those of earlier policies. */
import { z } from "zod";
import type { PastCheckpoint } from "../games/model_opponents.ts";
import { canonicalJson } from "../json/canonical_json.ts";
import type { Json } from "../json/json.ts";
import type { AdamWState } from "./adamw.ts";
import type { Row } from "./table.ts";

const TABLE = "table.json";
const PAST = "past.json";

/** Logits by state. */
const rowsSchema = z.record(z.string(), z.array(z.number()));

const tableSchema = z.strictObject({
  logits: rowsSchema,
  optimizer: z.strictObject({
    steps: z.int().min(0),
    moments: z.record(z.string(), z.strictObject({ mean: z.array(z.number()), square: z.array(z.number()) })),
  }),
});

const pastSchema = z.record(z.string(), rowsSchema);

/** A table in training. */
export interface SavedTable {
  readonly logits: Readonly<Record<string, Row>>;
  readonly optimizer: AdamWState;
}

/** Equal tables make equal files, in whatever order their rows came into being. */
async function write(path: string, value: Json): Promise<void> {
  await Deno.writeTextFile(path, canonicalJson(value) + "\n");
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parseJson(await Deno.readTextFile(path)));
  if (!parsed.success) throw new Error(`Cannot read the table "${path}": it isn't what training writes`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a table into a folder that is there. */
export function writeTable(folder: string, { logits, optimizer }: SavedTable): Promise<void> {
  return write(`${folder}/${TABLE}`, { logits, optimizer: { ...optimizer } });
}

/**
 * Reads what {@linkcode writeTable} wrote.
 *
 * @throws {Error} If it is something else; the message names the file.
 */
export function readTable(folder: string): Promise<SavedTable> {
  return read(`${folder}/${TABLE}`, tableSchema);
}

/** Writes the tables that stand for earlier policies beside it. */
export function writePast(
  folder: string,
  tables: ReadonlyMap<PastCheckpoint, ReadonlyMap<string, Row>>,
): Promise<void> {
  const rows = [...tables].map(([checkpoint, table]) => [checkpoint, Object.fromEntries(table)]);
  return write(`${folder}/${PAST}`, Object.fromEntries(rows));
}

/** Reads what {@linkcode writePast} wrote, by checkpoint; errors as {@linkcode readTable}. */
export function readPast(folder: string): Promise<Readonly<Record<string, Readonly<Record<string, Row>>>>> {
  return read(`${folder}/${PAST}`, pastSchema);
}
