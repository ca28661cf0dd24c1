/**
 * Where an adapter may sit: `paper` is the query, key, value and output projections, which in Qwen 3.5 only the
 * full-attention layers have; `allLinear` adds the projections of the linear-attention layers. In Gemma 4 every layer has
 * those of `paper`, but for keys and values where it reads another's, and `allLinear` adds none.
 */
export const LORA_TARGETS = ["paper", "allLinear"] as const;

/** A choice of {@linkcode LORA_TARGETS}. */
export type LoraTargets = typeof LORA_TARGETS[number];

/** A low-rank adapter: y += α/r · B·A·x at every targeted projection (Hu et al., "LoRA", 2021). */
export interface LoraSpec {
  /** r: rows of A and columns of B. */
  readonly rank: number;
  /** α; the update is scaled by α/r. */
  readonly alpha: number;
  readonly targets: LoraTargets;
}

/** Names of the projections, in their layer, that each choice of targets adapts. */
const PROJECTIONS: Record<LoraTargets, ReadonlySet<string>> = {
  paper: new Set(["q_proj", "k_proj", "v_proj", "o_proj"]),
  allLinear: new Set([
    ...["q_proj", "k_proj", "v_proj", "o_proj"],
    ...["in_proj_qkv", "in_proj_z", "in_proj_b", "in_proj_a", "out_proj"],
  ]),
};

/** Whether `module`, a path like `model.layers.3.self_attn.q_proj`, has an adapter. */
export function isTarget(spec: LoraSpec, module: string): boolean {
  return PROJECTIONS[spec.targets].has(module.slice(module.lastIndexOf(".") + 1));
}

/** One matrix of an adapter: an input of the graph, under the name that peft gives it after `base_model.model.`. */
export interface LoraInput {
  readonly name: string;
  readonly shape: readonly [rows: number, columns: number];
}
