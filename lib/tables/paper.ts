import data from "../../data/paper/paper.json" with { type: "json" };
import { explain } from "../text/explain.ts";
import { type Paper, paperSchema } from "./paper_schema.ts";

/**
 * Checks what a file of the paper's figures holds.
 *
 * @throws {Error} If it doesn't fit the schema; the message names the first faults.
 */
export function readPaper(value: unknown): Paper {
  const result = paperSchema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`Cannot use the paper's figures in data/paper: ${explain(result.error, paperSchema, value)}`);
}

/** The paper's figures, from data/paper/paper.json. */
export const PAPER: Paper = readPaper(data);
