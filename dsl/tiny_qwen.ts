import type { z } from "zod";
import type { tinyQwenSchema } from "./schema/model.ts";

/** A tiny Qwen 3.5 as a researcher describes it. */
export type TinyQwen = z.input<typeof tinyQwenSchema>;

/**
 * Qwen 3.5's architecture at any size, about a million parameters by default, initialised from the run's seed. It comes
 * with a byte-level BPE tokenizer trained on the domain's SFT text.
 *
 * @example
 * ```ts
 * import { tinyQwen } from "sepo";
 * const model = tinyQwen({ hidden: 64, layers: 4 });
 * ```
 */
export function tinyQwen(size: Omit<TinyQwen, "name"> = {}): TinyQwen {
  return { name: "tiny-qwen", ...size };
}
