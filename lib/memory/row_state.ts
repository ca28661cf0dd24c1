import type { ModelConfig } from "../onnx/config.ts";
import type { GemmaConfig } from "../onnx/gemma/config.ts";
import type { QwenConfig } from "../onnx/qwen/config.ts";

/** Numbers that generation keeps. Counts of elements, without unit. */
export interface RowState {
  /** float32 numbers of a row whatever its length: the state of linear attention. */
  readonly recurrent: number;
  /** Numbers of a row whatever its length in the model's own type: the last inputs of convolutions. */
  readonly constant: number;
  /** Numbers a token, of a prompt or of a row, in the model's own type: keys and values. */
  readonly perToken: number;
}

function qwenState(config: QwenConfig): RowState {
  const linear = config.layerTypes.filter((type) => type === "linear_attention").length;
  const values = config.linearValueHeads * config.linearValueDim;
  const channels = 2 * config.linearKeyHeads * config.linearKeyDim + values;
  return {
    recurrent: linear * values * config.linearKeyDim,
    constant: linear * channels * (config.convKernel - 1),
    perToken: 2 * (config.layerTypes.length - linear) * config.kvHeads * config.headDim,
  };
}

function gemmaState({ layers, attention }: GemmaConfig): RowState {
  // Layers that read another's keys and values keep none.
  const owners = layers.filter(({ keyValueSource }, layer) => keyValueSource === layer);
  return {
    recurrent: 0,
    constant: 0,
    perToken: 2 * owners.reduce((sum, { type }) => {
      const { kvHeads, headDim } = attention[type]!;
      return sum + kvHeads * headDim;
    }, 0),
  };
}

/** What generation keeps of a row and of a prompt. */
export function rowState(config: ModelConfig): RowState {
  return config.architecture === "qwen3_5" ? qwenState(config) : gemmaState(config);
}
