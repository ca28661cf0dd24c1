import { EngineError, type GenerateBatch, type Generation } from "./engine.ts";
import { groupRows, type RowGroups } from "./engine_groups.ts";

/** A batch in the shape that the graph takes. */
export interface PackedBatch {
  /** Rows B, steps N, distinct prompts P and the longest one's length T. */
  readonly rows: number;
  readonly steps: number;
  readonly promptCount: number;
  readonly width: number;
  /** [P · T], padded on the right with token 0. */
  readonly prompts: Int32Array;
  /** [P] */
  readonly lengths: Int32Array;
  /** [B] */
  readonly promptOf: Int32Array;
  readonly groups: RowGroups;
  /** [B · N] */
  readonly uniforms: Float32Array;
  /** [B · N] */
  readonly forced: Int32Array;
  readonly temperature: number;
}

/** What a run of the graph returns: row-major, steps first. t = steps that were run after the first. */
export interface RunOutputs {
  /** [B] */
  readonly firstToken: Int32Array;
  readonly firstLogProb: Float32Array;
  /** [t · B] */
  readonly tokens: Int32Array;
  readonly logProbs: Float32Array;
}

/** Fails unless `fits` holds of every number. */
function checkEach(values: ArrayLike<number>, fits: (value: number) => boolean, what: string, allowed: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!fits(value)) throw new EngineError(`Cannot generate: ${what} ${i} is ${value}, not ${allowed}`);
  }
}

/**
 * Checks a batch and lays it out for the graph, which would read outside its tensors where a batch is wrong.
 *
 * @param vocabulary Token ids are below it.
 * @throws {EngineError} Naming the first value that does not fit.
 */
export function packBatch(batch: GenerateBatch, vocabulary: number): PackedBatch {
  const { prompts, promptOf, uniforms, steps, temperature, forced } = batch;
  if (!Number.isInteger(steps) || steps < 1) {
    throw new EngineError(`Cannot generate ${steps} tokens: at least 1 is asked`);
  }
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new EngineError(`Cannot sample at temperature ${temperature}: it is a number above 0`);
  }
  const rows = promptOf.length;
  const each = { uniforms, ...forced ? { forced } : {} };
  for (const [name, { length }] of Object.entries(each)) {
    if (length !== rows * steps) {
      throw new EngineError(
        `Cannot generate: ${length} ${name} for ${rows} rows of ${steps} steps, which take ${rows * steps}`,
      );
    }
  }
  const isToken = (token: number) => token >= 0 && token < vocabulary;
  checkEach(
    promptOf,
    (prompt) => prompt >= 0 && prompt < prompts.length,
    "the prompt of row",
    `below ${prompts.length}`,
  );
  checkEach(uniforms, (uniform) => uniform >= 0 && uniform < 1, "uniform", "in [0, 1)");
  if (forced) checkEach(forced, (token) => token === -1 || isToken(token), "forced token", `−1 or below ${vocabulary}`);
  const width = prompts.reduce((longest, { length }) => Math.max(longest, length), 0);
  const padded = new Int32Array(prompts.length * width);
  prompts.forEach((tokens, prompt) => {
    if (tokens.length === 0) {
      throw new EngineError(`Cannot generate: prompt ${prompt} is empty, at least a token is asked`);
    }
    checkEach(tokens, isToken, `in prompt ${prompt}, token`, `below ${vocabulary}`);
    padded.set(tokens, prompt * width);
  });
  return {
    rows,
    steps,
    promptCount: prompts.length,
    width,
    prompts: padded,
    lengths: Int32Array.from(prompts, ({ length }) => length),
    promptOf,
    groups: groupRows(promptOf),
    uniforms,
    forced: forced ?? new Int32Array(rows * steps).fill(-1),
    temperature,
  };
}

/** Cuts each row after its stop token: what the graph says beyond it means nothing. */
export function unpackOutputs(
  outputs: RunOutputs,
  rows: number,
  stopTokens: readonly number[],
): Omit<Generation, "seconds"> {
  const { firstToken, firstLogProb, tokens, logProbs } = outputs;
  const stops = new Set(stopTokens);
  const said = 1 + tokens.length / rows;
  const at = <T extends Int32Array | Float32Array>(first: T, later: T, step: number, row: number): number =>
    (step === 0 ? first[row] : later[(step - 1) * rows + row])!;
  const lengths = Array.from({ length: rows }, (_, row) => {
    for (let step = 0; step < said; step++) {
      if (stops.has(at(firstToken, tokens, step, row))) return { length: step + 1, stopped: true };
    }
    return { length: said, stopped: false };
  });
  return {
    tokens: lengths.map(({ length }, row) =>
      Int32Array.from({ length }, (_, step) => at(firstToken, tokens, step, row))
    ),
    logProbs: lengths.map(({ length }, row) =>
      Float32Array.from({ length }, (_, step) => at(firstLogProb, logProbs, step, row))
    ),
    stopped: lengths.map(({ stopped }) => stopped),
  };
}
