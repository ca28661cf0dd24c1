/** Where a value holds something that JSON doesn't have, and what it is. */
export interface NonJson {
  readonly path: readonly (string | number)[];
  /** As an error names it: `a function`, `NaN`, `an object of class Date`. */
  readonly what: string;
}

/** Names the kind of a value that is no JSON by itself; undefined for what may be. */
function kindOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "bigint":
      return `${value}n`;
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "undefined":
      return "undefined";
    case "number":
      return Number.isFinite(value) ? undefined : String(value);
    case "object": {
      if (value === null || Array.isArray(value)) return undefined;
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype === null || prototype === Object.prototype) return undefined;
      const name = value.constructor?.name;
      return name ? `an object of class ${name}` : "an object of a class";
    }
    default:
      return undefined;
  }
}

function search(value: unknown, path: NonJson["path"], around: readonly unknown[]): NonJson | undefined {
  const kind = kindOf(value);
  if (kind !== undefined) return { path, what: kind };
  if (typeof value !== "object" || value === null) return undefined;
  if (around.includes(value)) return { path, what: "an object that it is part of" };
  const entries = Array.isArray(value)
    ? Array.from(value, (inner: unknown, index) => [index, inner] as const)
    : Object.entries(value).filter(([, inner]) => inner !== undefined);
  for (const [key, inner] of entries) {
    const found = search(inner, [...path, key], [...around, value]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Finds the first thing in `value` that JSON doesn't have: a function, a BigInt, NaN, a Date, an object inside itself.
 * A key whose value is undefined counts as absent.
 */
export function firstNonJson(value: unknown): NonJson | undefined {
  return search(value, [], []);
}
