import { isObject } from "../lib/json/json.ts";

/**
 * Lays `over` on `under`: objects are merged key by key, anything else (arrays too) is replaced. An `undefined` in `over`
 * leaves what is under it.
 */
export function merge(under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  if (!isObject(under) || !isObject(over)) return over;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  // fromEntries defines properties, so that a key "__proto__" stays a key.
  return Object.fromEntries([...keys].map((key) => {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    return [key, Object.hasOwn(over, key) ? merge(below, over[key]) : below];
  }));
}
