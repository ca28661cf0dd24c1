import { cast, type Graph, type Value } from "./graph.ts";
import { isTarget, type LoraInput, type LoraSpec } from "./lora.ts";
import type { Projection } from "./projection.ts";
import type { Weights } from "./weights.ts";

/** Brings a checkpoint's tensors and an adapter's inputs into a graph, as float32 and once, outside its loop. */
export class Parameters {
  readonly #graph: Graph;
  readonly #weights: Weights;
  readonly #lora: LoraSpec | undefined;
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
   * The tensor `name` of the checkpoint, in float32.
   *
   * @throws {ModelError} As {@linkcode Weights.find}.
   */
  tensor(name: string, shape: readonly number[]): Value {
    const known = this.#known.get(name);
    if (known) return known;
    const { type, data } = this.#weights.find(name, shape);
    const stored = this.#graph.external(name, type, shape, data);
    const value = type === "float32" ? stored : cast(this.#graph, stored, "float32");
    this.#known.set(name, value);
    return value;
  }

  /** The scale 1 + w of a zero-centred RMS norm (`Qwen3_5RMSNorm`). */
  zeroCentredScale(name: string, width: number): Value {
    return this.#graph.op("Add", [this.tensor(name, [width]), this.#graph.float(1)]);
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

  #loraInput(name: string, shape: LoraInput["shape"]): Value {
    this.#loraInputs.push({ name, shape });
    return this.#graph.input(name, "float32", shape);
  }
}
