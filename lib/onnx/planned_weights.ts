import type { ElementType } from "./proto.ts";
import type { Weights, WeightTensor } from "./weights.ts";

/** A tensor that a model asks for. */
export interface PlannedTensor {
  readonly shape: readonly number[];
  /** Bytes from the file's beginning to its first element. */
  readonly offset: number;
}

/** Types that weights are stored in, and the bytes of an element. */
const BYTES = { float32: 4, float16: 2, bfloat16: 2 } as const satisfies Partial<Record<ElementType, number>>;

/** A type that weights are stored in. */
export type WeightType = keyof typeof BYTES;

/**
 * A checkpoint that isn't there: whatever a model asks for while it is emitted gets a place in a file, one after another.
 * What was asked for says which tensors a checkpoint of the model has.
 */
export class PlannedWeights implements Weights {
  readonly folder: string;
  /** Tensors by name, in the order in which they were asked for. */
  readonly tensors = new Map<string, PlannedTensor>();
  readonly #file: string;
  readonly #type: WeightType;
  #size = 0;

  /**
   * @param folder Where the file will be.
   * @param file Its name.
   * @param type What all tensors are stored in.
   */
  constructor(folder: string, file: string, type: WeightType) {
    this.folder = folder;
    this.#file = file;
    this.#type = type;
  }

  /** Bytes of the file. */
  get size(): number {
    return this.#size;
  }

  /** Elements of all tensors. */
  get parameters(): number {
    return this.#size / BYTES[this.#type];
  }

  find(name: string, shape: readonly number[]): WeightTensor {
    const length = shape.reduce((product, size) => product * size, BYTES[this.#type]);
    const known = this.tensors.get(name);
    const offset = known?.offset ?? this.#size;
    if (known === undefined) {
      this.tensors.set(name, { shape, offset });
      this.#size += length;
    }
    return { type: this.#type, data: { file: this.#file, offset, length } };
  }
}
