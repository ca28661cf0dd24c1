import { fillUniforms } from "../random/uniform.ts";
import { type Engine, EngineError, type GenerateBatch } from "../rollout/engine.ts";
import type { Peer } from "./generate_peer.ts";
import { median } from "./median.ts";

/** New tokens of a row. */
export const STEPS = 64;

/** Calls that are counted; one before them warms up. */
export const REPEATS = 3;

/** As rollouts are sampled. */
const TEMPERATURE = 0.8;

/** How fast a batch is generated. */
export interface GenerationSpeed {
  readonly batch: number;
  /** Seconds of a call of the engine, and of one step of it between the first token and the last; or why there are none. */
  readonly engine: { readonly seconds: number; readonly stepSeconds: number } | { readonly failure: string };
  /** Seconds of a call of the peer. */
  readonly peer: { readonly seconds: number } | { readonly failure: string };
}

/** Generated tokens a second; undefined where nothing was measured. */
export function tokensPerSecond({ batch }: GenerationSpeed, of: GenerationSpeed["peer"]): number | undefined {
  return "seconds" in of ? batch * STEPS / of.seconds : undefined;
}

/** A batch for the engine: prompts in turn, every row `steps` tokens long. */
export function batchOf(prompts: readonly Int32Array[], rows: number, steps: number): GenerateBatch {
  const uniforms = new Float32Array(rows * steps);
  fillUniforms(uniforms, 42, "simulation", [rows, 0, 0, 0]);
  return {
    prompts,
    promptOf: Int32Array.from({ length: rows }, (_, row) => row % prompts.length),
    uniforms,
    steps,
    temperature: TEMPERATURE,
  };
}

/** Calls `once` until enough is counted; the first time isn't. */
async function repeated<T>(once: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let repeat = 0; repeat <= REPEATS; repeat++) results.push(await once());
  return results.slice(1);
}

/**
 * How fast the engine and its peer generate a batch: the same weights, prompts and lengths, call by call in turn, the median
 * of each. The engine computes a prompt once, however many rows share it.
 */
export async function generationSpeed(
  engine: Engine,
  peer: Peer,
  prompts: readonly Int32Array[],
  batch: number,
): Promise<GenerationSpeed> {
  const own = async (steps: number): Promise<number> => {
    const asked = batchOf(prompts, batch, steps);
    const began = performance.now();
    await engine.generate(asked);
    return (performance.now() - began) / 1000;
  };
  const { promptOf } = batchOf(prompts, batch, STEPS);
  const theirs = () =>
    peer.generate({ prompts: [...promptOf].map((prompt) => prompts[prompt]!), steps: STEPS, temperature: TEMPERATURE });
  const calls = await repeated(async () => ({ ...await attempted(own), peer: await theirs() }));
  const failure = calls.flatMap((call) => "failure" in call ? [call.failure] : [])[0];
  const timed = calls.flatMap((call) => "failure" in call ? [] : [call]);
  const whole = median(timed.length === 0 ? [NaN] : timed.map(({ all }) => all));
  const first = median(timed.length === 0 ? [NaN] : timed.map(({ one }) => one));
  const peers = calls.map(({ peer }) => peer);
  const refused = peers.find((answer) => "failure" in answer);
  return {
    batch,
    engine: failure === undefined ? { seconds: whole, stepSeconds: (whole - first) / (STEPS - 1) } : { failure },
    peer: refused ?? { seconds: median(peers.flatMap((answer) => "seconds" in answer ? [answer.seconds] : [])) },
  };
}

/** Seconds of a call of one step and of one of all, or why the engine can't: its memory may be too small for the batch. */
async function attempted(
  own: (steps: number) => Promise<number>,
): Promise<{ readonly one: number; readonly all: number } | { readonly failure: string }> {
  try {
    return { one: await own(1), all: await own(STEPS) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { failure: error.message };
  }
}
