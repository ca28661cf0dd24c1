import type { z } from "zod";
import type { tinyGemmaSchema } from "./schema/model.ts";

/** A tiny Gemma 4 as a researcher describes it. */
export type TinyGemma = z.input<typeof tinyGemmaSchema>;

/**
 * Gemma 4's architecture at any size, about a million parameters by default, initialised from the run's seed: layers that
 * see a window or everything, keys and values that layers share, per-layer embeddings. It comes with a byte-level BPE
 * tokenizer trained on the domain's SFT text.
 *
 * @example
 * ```ts
 * import { tinyGemma } from "sepo";
 * const model = tinyGemma({ hidden: 64, window: 128 });
 * ```
 */
export function tinyGemma(size: Omit<TinyGemma, "name"> = {}): TinyGemma {
  return { name: "tiny-gemma", ...size };
}
