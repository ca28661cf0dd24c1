import { type TinyGemmaConfig, tinyGemmaConfig, tinyGemmaParameters, type TinyGemmaSizes } from "./tiny_gemma.ts";
import { type TinyQwenConfig, tinyQwenConfig, tinyQwenParameters, type TinyQwenSizes } from "./tiny_qwen.ts";

/** A tiny model of any architecture, by name. */
export type TinyModel =
  | { readonly name: "tiny-qwen" } & TinyQwenSizes
  | { readonly name: "tiny-gemma" } & TinyGemmaSizes;

/** The `config.json` that transformers makes the model from. */
export function tinyModelConfig(model: TinyModel): TinyQwenConfig | TinyGemmaConfig {
  return model.name === "tiny-qwen" ? tinyQwenConfig(model) : tinyGemmaConfig(model);
}

/** Parameters of the model, without unit; tied embeddings count once. */
export function tinyModelParameters(model: TinyModel): number {
  return model.name === "tiny-qwen"
    ? tinyQwenParameters(tinyQwenConfig(model))
    : tinyGemmaParameters(tinyGemmaConfig(model));
}
