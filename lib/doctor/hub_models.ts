/** What is known of a model of the Hub before it is downloaded. */
export interface HubModelFacts {
  /** Parameters of the language model: vision and sound are left out, tied embeddings count once. */
  readonly parameters: number;
  /** Bytes to download. */
  readonly download: number;
  /** Bytes of a GPU on which the paper's runs are planned to fit in 16-bit floats: not measured. */
  readonly gpuMemory: number;
}

/**
 * The paper's models, by repository. Parameters follow from the config.json of the revisions that `qwen35_4b()` and
 * `gemma4_e4b()` pin, by the formulas of `tinyQwenParameters` and `tinyGemmaParameters`.
 */
export const HUB_MODELS: ReadonlyMap<string, HubModelFacts> = new Map([
  // 32 layers, every fourth of full attention; width 2,560, 9,216 inside; vocabulary 248,320.
  ["Qwen/Qwen3.5-4B", { parameters: 4_205_751_296, download: 9.4e9, gpuMemory: 24e9 }],
  // 42 layers, of which 18 share keys and values; width 2,560, 10,240 inside, 256 a layer's own; vocabulary 262,144.
  ["google/gemma-4-E4B-it", { parameters: 7_463_013_376, download: 16.1e9, gpuMemory: 48e9 }],
]);
