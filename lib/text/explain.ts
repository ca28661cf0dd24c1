/** Says in the project's words what a zod schema rejected: the path, the bad value, what would do, and the nearest name. */
import { z } from "zod";
import { isObject } from "../json/json.ts";
import { schemaKeys } from "../json/schema_keys.ts";
import { nearest, quoteList } from "./nearest.ts";

type Path = readonly PropertyKey[];

/** Issues that one message tells; more would bury the first. */
const MOST = 3;

/** Characters of a demand that is short enough to be made again. */
const SHORT = 30;

/** A path as researchers write it: `domain.pools.train.0`. */
function written(path: Path): string {
  return path.map(String).join(".");
}

/** A value as an error quotes it: its JSON, cut after 60 characters. */
function quote(value: unknown): string {
  if (typeof value === "function") return "a function";
  const text = typeof value === "string" || typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isObject(inner) && Object.hasOwn(inner, key) ? inner[String(key)] : undefined;
  }, value);
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

/** What is wrong with the value at a path. */
interface Fault {
  readonly path: Path;
  /** Said of the path after its value: `must be …`, or a whole sentence of the schema's own. */
  readonly demand: string;
  /** What a misspelt name most likely meant. */
  readonly near?: string | undefined;
}

/** A key that nobody asked for. */
interface UnknownKey {
  readonly path: Path;
  readonly near: string | undefined;
  /** Keys that may stand there; none if that isn't known. */
  readonly allowed: readonly string[];
}

const nearestOf = (value: unknown, names: Iterable<string>) =>
  typeof value === "string" ? nearest(value, names) : undefined;

/** What would do; zod's or the schema's own message where there is nothing better to say. */
function faultOf(issue: z.core.$ZodIssue, value: unknown, names: readonly string[]): Fault {
  const { path } = issue;
  switch (issue.code) {
    case "invalid_type":
      return { path, demand: `must be ${nouns[issue.expected] ?? issue.expected}` };
    case "invalid_value": {
      const allowed = issue.values.map(String);
      return { path, demand: `must be ${quoteList(allowed)}`, near: nearestOf(value, allowed) };
    }
    case "too_small":
    case "too_big": {
      const [bound, sign] = issue.code === "too_small" ? [issue.minimum, ">"] : [issue.maximum, "<"];
      const what = issue.origin === "array" ? "entries" : issue.origin === "string" ? "characters" : undefined;
      if (what !== undefined) {
        return { path, demand: `must have at ${sign === ">" ? "least" : "most"} ${bound} ${what}` };
      }
      return { path, demand: `must be ${sign}${issue.inclusive ? "=" : ""} ${bound}` };
    }
    case "not_multiple_of":
      return { path, demand: `must be a multiple of ${issue.divisor}` };
    default:
      return { path, demand: issue.message, near: nearestOf(value, names) };
  }
}

/** Issues with their full paths; of a union's alternatives those of the one that fits best. */
function* flattened(issues: readonly z.core.$ZodIssue[], above: Path = []): Generator<z.core.$ZodIssue> {
  for (const issue of issues) {
    const path = [...above, ...issue.path];
    const [first, ...others] = issue.code === "invalid_union" ? issue.errors : [];
    if (first === undefined) yield { ...issue, path };
    else yield* flattened(others.reduce((best, next) => next.length < best.length ? next : best, first), path);
  }
}

const meant = (near: string) => `did you mean "${near}"?`;

/** A clause on an unknown key; `listed` says that an earlier clause has told what is allowed there. */
function unknownClause({ path, near, allowed }: UnknownKey, listed: boolean): string {
  const hint = near === undefined ? "" : `, ${meant(near)}`;
  const list = listed || allowed.length === 0 ? "" : ` (allowed are ${quoteList(allowed)})`;
  return `"${written(path)}" is unknown${hint}${list}`;
}

/** A clause on a bad value; `told` says that an earlier clause has made the same demand. */
function faultClause({ path, demand, near }: Fault, bad: unknown, told: boolean): string {
  const where = path.length === 0 ? "it" : `"${written(path)}"`;
  const hint = near === undefined ? "" : ` (${meant(near)})`;
  // A schema's own message may be a whole sentence already.
  if (!demand.startsWith("must ")) return `${where}: ${demand}${hint}`;
  const state = bad === undefined ? "is missing" : `is ${quote(bad)}`;
  if (told && demand.length > SHORT) {
    return `${where} ${state}${near === undefined ? ": the same holds" : `, ${meant(near)}`}`;
  }
  return `${where} ${state} ${bad === undefined ? "and" : "but"} ${demand}${hint}`;
}

/**
 * What is wrong with `value`, as one clause without a full stop. What is allowed is said once, however many break it.
 *
 * @param namesAt What a string at a path may have meant that a check of the schema's own rejects.
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
  namesAt: (path: Path) => readonly string[] = () => [],
): string {
  const told = new Set<string>();
  /** Whether it was told before; it is from now on. */
  const toldBefore = (what: string) => {
    const before = told.has(what);
    told.add(what);
    return before;
  };
  const clauses = [...flattened(error.issues)].flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      const bad = valueAt(value, issue.path);
      const fault = faultOf(issue, bad, namesAt(issue.path));
      return [faultClause(fault, bad, toldBefore(fault.demand))];
    }
    const allowed = schemaKeys(schema, issue.path);
    return issue.keys.map((key) =>
      unknownClause({ path: [...issue.path, key], near: nearest(key, allowed), allowed }, toldBefore(allowed.join()))
    );
  });
  const rest = clauses.length - MOST;
  return clauses.slice(0, MOST).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}
