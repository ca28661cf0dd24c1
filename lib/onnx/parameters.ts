import { cast, gatherRows, type Graph, narrow, type Precision, type Value } from "./graph.ts";
import { isTarget, type LoraInput, type LoraSpec } from "./lora.ts";
import type { Projection } from "./projection.ts";
import type { ElementType } from "./proto.ts";
import type { Weights } from "./weights.ts";

/** Rows of a table for token ids int32 [B, T]: [B, T, width]. */
export type Embedding = (graph: Graph, tokens: Value) => Value;

/** A tensor as the checkpoint has it. */
interface StoredTensor {
  readonly stored: Value;
  readonly type: ElementType;
}

/**
 * Brings a checkpoint's tensors and an adapter's inputs into a graph: once, outside its loop, and in the graph's precision
 * unless another is asked for. Tensors that are stored in it are used as they lie.
 */
export class Parameters {
  readonly #graph: Graph;
  readonly #weights: Weights;
  readonly #lora: LoraSpec | undefined;
  readonly #files = new Map<string, StoredTensor>();
  readonly #known = new Map<string, Value>();
  readonly #loraInputs: LoraInput[] = [];

  constructor(graph: Graph, weights: Weights, lora?: LoraSpec) {
    this.#graph = graph;
    this.#weights = weights;
    this.#lora = lora;
  }

  /** The adapter's inputs that the projections so far ask for. */
  get loraInputs(): readonly LoraInput[] {
    return this.#loraInputs;
  }

  /**
   * The tensor `name` of the checkpoint.
   *
   * @throws {ModelError} As {@linkcode Weights.find}.
   */
  tensor(name: string, shape: readonly number[], precision: Precision = this.#graph.precision): Value {
    const key = `${name} ${precision}`;
    const known = this.#known.get(key);
    if (known) return known;
    const { stored, type } = this.#stored(name, shape);
    const value = type === precision ? stored : cast(this.#graph, stored, precision);
    this.#known.set(key, value);
    return value;
  }

  /** Looks token ids up in the table `name` [V, H], whose other rows are neither read nor cast. */
  embedding(name: string, shape: readonly [vocabulary: number, width: number]): Embedding {
    const { stored, type } = this.#stored(name, shape);
    return (graph, tokens) => {
      const rows = gatherRows(graph, stored, tokens);
      return type === graph.precision ? rows : cast(graph, rows, graph.precision);
    };
  }

  /** The scale 1 + w of a zero-centred RMS norm (`Qwen3_5RMSNorm`). */
  zeroCentredScale(name: string, width: number): Value {
    const sum = this.#graph.op("Add", [this.tensor(name, [width], "float32"), this.#graph.float(1)]);
    return narrow(this.#graph, sum);
  }

  /** The linear layer `module`, with the adapter where it is a target. */
  projection(module: string, outputs: number, inputs: number, bias = false): Projection {
    const weight = this.tensor(`${module}.weight`, [outputs, inputs]);
    return {
      weight,
      ...bias ? { bias: this.tensor(`${module}.bias`, [outputs]) } : {},
      ...this.#lora && isTarget(this.#lora, module)
        ? {
          lora: {
            a: this.#loraInput(`${module}.lora_A.weight`, [this.#lora.rank, inputs]),
            b: this.#loraInput(`${module}.lora_B.weight`, [outputs, this.#lora.rank]),
            scale: this.#lora.alpha / this.#lora.rank,
          },
        }
        : {},
    };
  }

  #stored(name: string, shape: readonly number[]): StoredTensor {
    const found = this.#files.get(name);
    if (found) return found;
    const { type, data } = this.#weights.find(name, shape);
    const stored = { stored: this.#graph.external(name, type, shape, data), type };
    this.#files.set(name, stored);
    return stored;
  }

  #loraInput(name: string, shape: LoraInput["shape"]): Value {
    this.#loraInputs.push({ name, shape });
    return narrow(this.#graph, this.#graph.input(name, "float32", shape));
  }
}
