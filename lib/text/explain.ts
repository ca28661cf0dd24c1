/** Says in the project's words what a zod schema rejected: the path, the bad value, what would do, and the nearest name. */
import { z } from "zod";
import { isObject } from "../json/json.ts";
import { nearest, quoteList } from "./nearest.ts";

type Path = readonly PropertyKey[];

/** Issues that one message tells; more would bury the first. */
const MOST = 3;

/** A path as researchers write it: `domain.pools.train.0`. */
function written(path: Path): string {
  return path.map(String).join(".");
}

/** A value as an error quotes it: its JSON, cut after 60 characters. */
function quote(value: unknown): string {
  if (typeof value === "function") return "a function";
  const text = typeof value === "number" || value === undefined
    ? String(value)
    : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isObject(inner) && Object.hasOwn(inner, key) ? inner[String(key)] : undefined;
  }, value);
}

/** The schema inside wrappers that don't change which keys are allowed. */
function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  while (
    inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable || inner instanceof z.ZodReadonly
  ) inner = inner.unwrap();
  return inner;
}

/** The schema of one key of `schema`. */
function schemaOfKey(schema: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined {
  const inner = bare(schema);
  if (inner instanceof z.ZodObject) return inner.shape[String(key)];
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  return undefined;
}

/** Keys that the object at `path` may have, or none if that isn't known. */
function allowedKeys(schema: z.core.$ZodType, path: Path): readonly string[] {
  const inner = bare(path.reduce(schemaOfKey, schema));
  if (inner instanceof z.ZodObject) return Object.keys(inner.shape);
  if (inner instanceof z.ZodRecord && inner.keyType instanceof z.ZodEnum) return inner.keyType.options.map(String);
  return [];
}

const nouns: Readonly<Record<string, string>> = {
  int: "an integer",
  number: "a finite number",
  string: "a string",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  record: "an object",
};

/** What would do, as `must …`; zod's or the schema's own message where there is nothing better to say. */
function demand(issue: z.core.$ZodIssue, value: unknown, names: readonly string[]): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${nouns[issue.expected] ?? issue.expected}`;
    case "invalid_value": {
      const allowed = issue.values.map(String);
      const near = typeof value === "string" ? nearest(value, allowed) : undefined;
      return `must be ${quoteList(allowed)}${near === undefined ? "" : ` (did you mean "${near}"?)`}`;
    }
    case "too_small":
    case "too_big": {
      const [bound, sign] = issue.code === "too_small" ? [issue.minimum, ">"] : [issue.maximum, "<"];
      const what = issue.origin === "array" ? "entries" : issue.origin === "string" ? "characters" : undefined;
      if (what !== undefined) return `must have at ${sign === ">" ? "least" : "most"} ${bound} ${what}`;
      return `must be ${sign}${issue.inclusive ? "=" : ""} ${bound}`;
    }
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    default: {
      const near = typeof value === "string" ? nearest(value, names) : undefined;
      return near === undefined ? issue.message : `${issue.message} (did you mean "${near}"?)`;
    }
  }
}

function explainIssue(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  value: unknown,
  names: readonly string[],
): string[] {
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearest(key, allowed);
      const hint = near === undefined ? "" : `, did you mean "${near}"?`;
      const list = allowed.length === 0 ? "" : ` (allowed are ${quoteList(allowed)})`;
      return `"${written([...issue.path, key])}" is unknown${hint}${list}`;
    });
  }
  const bad = valueAt(value, issue.path);
  const where = issue.path.length === 0 ? "it" : `"${written(issue.path)}"`;
  const asked = demand(issue, bad, names);
  // A schema's own message may be a whole sentence already.
  if (!asked.startsWith("must ")) return [`${where}: ${asked}`];
  const state = bad === undefined ? "is missing and" : `is ${quote(bad)} but`;
  return [`${where} ${state} ${asked}`];
}

/**
 * What is wrong with `value`, as one clause without a full stop.
 *
 * @param names What a string may have meant that a check of the schema's own rejects.
 * @example
 * ```ts
 * import { z } from "zod";
 * import { explain } from "./explain.ts";
 * const schema = z.strictObject({ beta: z.number().default(0.1) });
 * const value = { betta: 0.2 };
 * const { error } = schema.safeParse(value);
 * if (error) explain(error, schema, value); // "betta" is unknown, did you mean "beta"? (allowed are "beta")
 * ```
 */
export function explain(
  error: z.ZodError,
  schema: z.core.$ZodType,
  value: unknown,
  names: readonly string[] = [],
): string {
  const clauses = error.issues.flatMap((issue) => explainIssue(issue, schema, value, names));
  const rest = clauses.length - MOST;
  return clauses.slice(0, MOST).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}
