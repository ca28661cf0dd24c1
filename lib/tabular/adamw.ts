/** Decay of the mean gradient and of the mean square, and what keeps the division finite: PyTorch's defaults. */
const BETA_1 = 0.9, BETA_2 = 0.999, EPSILON = 1e-8;

/** What AdamW remembers of one row of parameters. */
interface Moments {
  readonly mean: number[];
  readonly square: number[];
}

/** What {@linkcode AdamW} would have to know to go on: the steps taken, and by row the moments. */
export interface AdamWState {
  readonly steps: number;
  readonly moments: Readonly<Record<string, { readonly mean: readonly number[]; readonly square: readonly number[] }>>;
}

/**
 * AdamW (Loshchilov & Hutter 2019, Algorithm 2) over rows of parameters, each step on all rows that have had a gradient. One
 * that never had any is left alone, its weights undecayed: whoever asks for a row without training on it changes nothing.
 */
export class AdamW {
  readonly #learningRate: number;
  readonly #weightDecay: number;
  readonly #moments: Map<string, Moments>;
  #steps: number;

  /** @param state What it goes on from; new if left out. */
  constructor({ learningRate, weightDecay }: { learningRate: number; weightDecay: number }, state?: AdamWState) {
    this.#learningRate = learningRate;
    this.#weightDecay = weightDecay;
    this.#steps = state?.steps ?? 0;
    this.#moments = new Map(
      Object.entries(state?.moments ?? {}).map(([key, { mean, square }]) => [
        key,
        { mean: [...mean], square: [...square] },
      ]),
    );
  }

  /** Changes the rows in place. A row without a gradient goes on with its momentum, as a gradient of 0 would have it. */
  step(rows: ReadonlyMap<string, number[]>, gradients: ReadonlyMap<string, readonly number[]>): void {
    this.#steps++;
    const [bias1, bias2] = [1 - BETA_1 ** this.#steps, 1 - BETA_2 ** this.#steps];
    for (const [key, row] of rows) {
      const gradient = gradients.get(key);
      const known = this.#moments.get(key);
      if (known === undefined && gradient === undefined) continue;
      const { mean, square } = known ?? { mean: row.map(() => 0), square: row.map(() => 0) };
      if (known === undefined) this.#moments.set(key, { mean, square });
      for (const i of row.keys()) {
        const g = gradient?.[i] ?? 0;
        mean[i] = BETA_1 * mean[i]! + (1 - BETA_1) * g;
        square[i] = BETA_2 * square[i]! + (1 - BETA_2) * g * g;
        const decayed = row[i]! * (1 - this.#learningRate * this.#weightDecay);
        row[i] = decayed - this.#learningRate * (mean[i]! / bias1) / (Math.sqrt(square[i]! / bias2) + EPSILON);
      }
    }
  }

  /** Whether a row has had a gradient. */
  has(key: string): boolean {
    return this.#moments.has(key);
  }

  /** Where it stands. */
  state(): AdamWState {
    return { steps: this.#steps, moments: Object.fromEntries(this.#moments) };
  }
}
