import { modelPlayer } from "../lib/games/model_opponents.ts";
import { lossChoice } from "../lib/run/loss_choice.ts";
import { lossConflict } from "../lib/trainer/loss_settings.ts";
import { domainsOf } from "./domains_of.ts";
import type { RunSettings } from "./plan.ts";
import { entryOf } from "./schema/domain.ts";

/** Why settings that are valid one by one can't be run together, as one clause; undefined if they can. */
export function conflictIn(settings: RunSettings): string | undefined {
  return creditConflict(settings) ?? lossConflictIn(settings) ?? adapterConflict(settings) ?? pastConflict(settings);
}

/** Losses that don't go with their own settings, or with a table. */
function lossConflictIn({ model, sepo }: RunSettings): string | undefined {
  const conflict = lossConflict(lossChoice(sepo));
  if (conflict !== undefined) return `"sepo.${conflict.path}": ${conflict.message}`;
  if (model.name !== "tabular") return undefined;
  if (sepo.lossType !== "decision") {
    return `"sepo.lossType" is "${sepo.lossType}" but must be "decision": a table's reply is one token, on which the ` +
      "losses agree";
  }
  if (sepo.importanceSamplingMode !== "none") {
    return `"sepo.importanceSamplingMode" is "${sepo.importanceSamplingMode}" but must be "none": a table samples and ` +
      "trains with the same numbers";
  }
  return undefined;
}

/** Settings that an unbiased estimate of ∇J asks for. */
const NEEDED_BY_EXACT: readonly {
  readonly name: "return" | "normalize" | "advantageStd" | "clip" | "lossType";
  readonly values: readonly (string | boolean)[];
}[] = [
  { name: "return", values: ["toGo", "episode"] },
  { name: "normalize", values: ["round"] },
  { name: "advantageStd", values: [false] },
  { name: "clip", values: ["pool"] },
  // The others divide by the length of replies, each one's own or the batch's mean, which depends on what was sampled.
  { name: "lossType", values: ["decision"] },
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

/** Earlier policies that there will never be: SFT's weights would stand in for them to the end. */
function pastConflict(settings: RunSettings): string | undefined {
  const { iterations } = settings.sepo;
  for (const { domain: { name, ...options } } of domainsOf(settings)) {
    const opponents = Object.values(entryOf(name).make(options).pools).flat();
    const late = opponents.find((opponent) => {
      const player = modelPlayer(opponent);
      return player?.kind === "past" && typeof player.checkpoint === "number" && player.checkpoint > iterations;
    });
    if (late !== undefined) return `"${late}" plays in a pool of ${name}, but "sepo.iterations" is ${iterations}`;
  }
  return undefined;
}

/** Adapters that would find no matrix. */
function adapterConflict({ model, sft, sepo }: RunSettings): string | undefined {
  if (model.name !== "tiny-qwen" || model.layers >= model.fullAttentionInterval) return undefined;
  const adapters = { "sepo.lora": sepo.lora, ...(sft.weights === "lora" ? { "sft.lora": sft.lora } : {}) };
  const homeless = Object.entries(adapters).find(([, { targets }]) => targets === "paper");
  if (homeless === undefined) return undefined;
  return `"${homeless[0]}.targets" is "paper" but must be "allLinear": of ${model.layers} layers, the ` +
    `${model.fullAttentionInterval}th would be the first with full attention, which "paper" adapts`;
}
