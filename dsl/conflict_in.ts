import type { RunSettings } from "./plan.ts";

/** Why settings that are valid one by one can't be run together, as one clause; undefined if they can. */
export function conflictIn(settings: RunSettings): string | undefined {
  return creditConflict(settings) ?? adapterConflict(settings);
}

/** Settings that an unbiased estimate of ∇J asks for. */
const NEEDED_BY_EXACT: readonly {
  readonly name: "return" | "normalize" | "advantageStd" | "clip";
  readonly values: readonly (string | boolean)[];
}[] = [
  { name: "return", values: ["toGo", "episode"] },
  { name: "normalize", values: ["round"] },
  { name: "advantageStd", values: [false] },
  { name: "clip", values: ["pool"] },
];

/** What an unbiased estimate of ∇J can't go with, and weights that would act twice. */
function creditConflict({ sepo }: RunSettings): string | undefined {
  if (sepo.groupWeighting === "lambda" && !sepo.advantageStd) {
    return '"sepo.groupWeighting" is "lambda" but "sepo.advantageStd" is false: λ acts already where advantages keep their ' +
      'scale, so leave the weighting "uniform"';
  }
  if (sepo.groupWeighting !== "exact") return undefined;
  const wrong = NEEDED_BY_EXACT.find(({ name, values }) => !values.includes(sepo[name]));
  if (wrong === undefined) return undefined;
  const allowed = wrong.values.map((value) => JSON.stringify(value)).join(" or ");
  return `"sepo.${wrong.name}" is ${
    JSON.stringify(sepo[wrong.name])
  } but must be ${allowed}: "sepo.groupWeighting" is ` +
    '"exact", which estimates the gradient of J without bias';
}

/** Adapters that would find no matrix. */
function adapterConflict({ model, sft, sepo }: RunSettings): string | undefined {
  if (model.name === "tabular" || model.layers >= model.fullAttentionInterval) return undefined;
  const adapters = { "sepo.lora": sepo.lora, ...(sft.weights === "lora" ? { "sft.lora": sft.lora } : {}) };
  const homeless = Object.entries(adapters).find(([, { targets }]) => targets === "paper");
  if (homeless === undefined) return undefined;
  return `"${homeless[0]}.targets" is "paper" but must be "allLinear": of ${model.layers} layers, the ` +
    `${model.fullAttentionInterval}th would be the first with full attention, which "paper" adapts`;
}
