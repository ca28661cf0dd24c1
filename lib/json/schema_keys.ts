import { z } from "zod";

type Schema = z.core.$ZodType;

/** A schema without wrappers that don't change which keys are allowed. */
function bare(schema: Schema): Schema {
  let inner = schema;
  while (
    inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional ||
    inner instanceof z.ZodExactOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodReadonly
  ) inner = inner.unwrap();
  return inner;
}

/** The schema that each key of an object has, by key; undefined where `schema` names no keys. */
function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const inner = bare(schema);
  if (inner instanceof z.ZodObject) return inner.shape;
  if (inner instanceof z.ZodUnion) {
    return Object.fromEntries(inner.options.flatMap((option) => Object.entries(shapeOf(option) ?? {})));
  }
  if (inner instanceof z.ZodRecord && inner.keyType instanceof z.ZodEnum) {
    return Object.fromEntries(inner.keyType.options.map((key) => [key, inner.valueType]));
  }
  return undefined;
}

/** The schema of what stands under `key`. */
function under(schema: Schema | undefined, key: PropertyKey): Schema | undefined {
  if (schema === undefined) return undefined;
  const inner = bare(schema);
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  const shape = shapeOf(inner);
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
}

/**
 * Keys that `schema` names for the object at `path` of what it takes; none where it takes no object, or any keys.
 *
 * @example
 * ```ts
 * import { z } from "zod";
 * import { schemaKeys } from "./schema_keys.ts";
 * const schema = z.object({ lora: z.object({ rank: z.int(), alpha: z.number() }).optional() });
 * schemaKeys(schema, ["lora"]); // ["rank", "alpha"]
 * ```
 */
export function schemaKeys(schema: Schema, path: readonly PropertyKey[] = []): readonly string[] {
  const at = path.reduce<Schema | undefined>(under, schema);
  return Object.keys(at === undefined ? {} : shapeOf(at) ?? {});
}
