import type { RunSettings } from "./plan.ts";

/** Why settings that are valid one by one can't be run together, as one clause; undefined if they can. */
export function conflictIn({ model, sft, sepo }: RunSettings): string | undefined {
  if (model.layers >= model.fullAttentionInterval) return undefined;
  const adapters = { "sepo.lora": sepo.lora, ...(sft.weights === "lora" ? { "sft.lora": sft.lora } : {}) };
  const homeless = Object.entries(adapters).find(([, { targets }]) => targets === "paper");
  if (homeless === undefined) return undefined;
  return `"${homeless[0]}.targets" is "paper" but must be "allLinear": of ${model.layers} layers, the ` +
    `${model.fullAttentionInterval}th would be the first with full attention, which "paper" adapts`;
}
