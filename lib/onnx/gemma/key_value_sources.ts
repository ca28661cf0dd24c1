import type { Fail } from "../config_section.ts";

/**
 * The layer whose keys and values each layer attends to. The last `shared` layers have none of their own: each reads those
 * of the last layer before them of its type (`Gemma4TextConfig.kv_sharing_modes`).
 *
 * @param types Of every layer.
 * @throws {ModelError} If a type of layer occurs among the last ones only.
 */
export function keyValueSources(types: readonly string[], shared: number, fail: Fail): number[] {
  const own = Math.max(0, types.length - shared);
  return types.map((type, layer) => {
    if (layer < own) return layer;
    const source = types.slice(0, own).lastIndexOf(type);
    if (source >= 0) return source;
    throw fail(
      `num_kv_shared_layers is ${shared}: no layer before layer ${own} has keys and values for type "${type}"`,
    );
  });
}
