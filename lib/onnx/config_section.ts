import { z } from "zod";
import { ModelError } from "./model_error.ts";

/** Makes an error that says whose config can't be used, and why. */
export type Fail = (reason: string) => ModelError;

/** The part of a `config.json` that describes the language model. */
export interface TextSection {
  readonly modelType: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly fail: Fail;
}

const outerSchema = z.looseObject({
  text_config: z.looseObject({}).optional(),
  tie_word_embeddings: z.boolean().optional(),
});

const typeSchema = z.looseObject({ model_type: z.string() });

/**
 * Finds the language model's part: all of a text-only model's file, or the `text_config` of a multimodal one, for which
 * the outer file decides whether embeddings are tied if it says so, as in transformers.
 *
 * @param source What the errors call it, e.g. the file's path.
 * @throws {ModelError} If it is no JSON object or names no model type.
 */
export function textSection(json: unknown, source: string): TextSection {
  const fail = (reason: string) => new ModelError(`Cannot use model config "${source}": ${reason}`);
  const outer = outerSchema.safeParse(json);
  if (!outer.success) throw fail("it is not a JSON object of a model");
  const { text_config: inner, tie_word_embeddings: tied } = outer.data;
  const ties = tied === undefined ? {} : { tie_word_embeddings: tied };
  const fields = inner === undefined ? outer.data : { ...inner, ...ties };
  const typed = typeSchema.safeParse(fields);
  if (!typed.success) throw fail("it has no model_type");
  return { modelType: typed.data.model_type, fields, fail };
}

/**
 * The section's fields as `schema` has them.
 *
 * @throws {ModelError} Naming the first field that does not fit.
 */
export function readFields<Schema extends z.ZodType>({ fields, fail }: TextSection, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw fail(`${path.join(".")}: ${message}`);
}

/**
 * Fails unless `many` is a multiple of `few`.
 *
 * @param what The two fields, as the error names them.
 */
export function requireMultiple(many: number, few: number, what: string, fail: Fail): void {
  if (many % few !== 0) throw fail(`${what}: ${many} is not a multiple of ${few}`);
}
