import { type TextSection, textSection } from "./config_section.ts";
import { type GemmaConfig, parseGemmaConfig } from "./gemma/config.ts";
import { parseQwenConfig, type QwenConfig } from "./qwen/config.ts";

/** The shape of a language model of any architecture that is known. */
export type ModelConfig = QwenConfig | GemmaConfig;

const PARSERS: ReadonlyMap<string, (section: TextSection) => ModelConfig> = new Map<
  string,
  (section: TextSection) => ModelConfig
>([
  ["qwen3_5_text", parseQwenConfig],
  ["gemma4_text", parseGemmaConfig],
]);

/**
 * Reads the text part of a `config.json`: the file of a text-only model, or of a multimodal one, whose text part is its
 * `text_config`.
 *
 * @param source What the errors call it, e.g. the file's path.
 * @throws {ModelError} If it is another architecture, a field is missing, sizes do not fit each other, or it asks for
 *   something that the emitter does not have.
 */
export function parseModelConfig(json: unknown, source: string): ModelConfig {
  const section = textSection(json, source);
  const parse = PARSERS.get(section.modelType);
  if (parse === undefined) {
    const known = [...PARSERS.keys()].map((type) => `"${type}"`).join(" and ");
    throw section.fail(`model_type is "${section.modelType}" where ${known} are supported`);
  }
  return parse(section);
}
