import { z } from "zod";
import { LORA_TARGETS } from "../../lib/onnx/lora.ts";
import { count, positive } from "./numbers.ts";

/** A low-rank adapter (Hu et al. 2021): W + (alpha / rank)·B·A on each target. */
export function loraSchema(defaults: { readonly rank: number; readonly alpha: number }) {
  return z.strictObject({
    /** Rank of the update; no unit. */
    rank: count.default(defaults.rank),
    /** Numerator of the update's scale alpha / rank; no unit. */
    alpha: positive.default(defaults.alpha),
    /**
     * The matrices that get an adapter: `paper` is the q, k, v and o projections (which in Qwen 3.5 exist only in the
     * full-attention layers), `allLinear` adds the linear-attention projections.
     */
    targets: z.enum(LORA_TARGETS).default("paper"),
  });
}
