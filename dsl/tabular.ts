import type { z } from "zod";
import type { tabularSchema } from "./schema/model.ts";

/**
 * A table in the place of a language model: a softmax over the legal actions at each observable state, which SFT fits to the
 * demonstrators' choices and SEPO trains by the same credit. An experiment takes seconds.
 *
 * @example
 * ```ts
 * import { tabular } from "sepo";
 * const model = tabular();
 * ```
 */
export function tabular(): z.input<typeof tabularSchema> {
  return { name: "tabular" };
}
