import { isObject } from "../lib/json/json.ts";

/**
 * Lays `over` on `under`: objects are merged key by key, anything else (arrays too) is replaced. An `undefined` in `over`
 * says nothing: what is under it stays, and where nothing is, the key is left out.
 */
export function merge(under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  if (!isObject(over)) return over;
  const below = isObject(under) ? under : {};
  const keys = [...new Set([...Object.keys(below), ...Object.keys(over)])];
  const values = keys.map((key) =>
    [
      key,
      merge(Object.hasOwn(below, key) ? below[key] : undefined, Object.hasOwn(over, key) ? over[key] : undefined),
    ] as const
  );
  // fromEntries defines properties, so that a key "__proto__" stays a key.
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
