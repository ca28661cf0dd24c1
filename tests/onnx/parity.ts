import { join } from "node:path";
import { CPU } from "../../lib/cuda/device.ts";
import type { GraphDevice } from "../../lib/onnx/graph.ts";
import type { GenerateBatch } from "../../lib/rollout/engine.ts";
import { type LoggedGeneration, openSession, type Session } from "../../lib/rollout/worker_session.ts";
import type { Tensor } from "../../lib/safetensors/safetensors.ts";
import type { ParityCase } from "./parity_cases.ts";

/** Opens a case's model, which lies in `folder`, for comparing logits. */
export function openCase(
  folder: string,
  { name, lora }: ParityCase,
  changes: { stopTokens?: number[]; withoutLora?: boolean; emitFor?: GraphDevice } = {},
): Promise<Session> {
  return openSession({
    model: join(folder, name),
    device: CPU,
    threads: 2,
    stopTokens: changes.stopTokens ?? [],
    logits: true,
    ...changes.withoutLora ? {} : { lora },
    ...changes.emitFor === undefined ? {} : { emitFor: changes.emitFor },
  });
}

/** The case's rows, all they say forced. */
export function scoring({ prompts, rows, steps }: ParityCase): GenerateBatch {
  return {
    prompts: prompts.map((tokens) => Int32Array.from(tokens)),
    promptOf: Int32Array.from(rows, ({ prompt }) => prompt),
    uniforms: new Float32Array(rows.length * steps),
    forced: Int32Array.from(rows.flatMap(({ said }) => said)),
    steps,
    temperature: 1,
  };
}

/** A row's logits at a step, [V]. */
function logitsAt({ logits }: LoggedGeneration, row: number, step: number, rows: number, vocabulary: number) {
  const [from, at] = step === 0 ? [logits!.first, row] : [logits!.later, (step - 1) * rows + row];
  return from.subarray(at * vocabulary, (at + 1) * vocabulary);
}

/** Greatest difference to transformers' logits, over rows, steps and tokens; NaN if there is one. */
export function logitGap(
  generation: LoggedGeneration,
  expected: ReadonlyMap<string, Tensor>,
  kind: "plain" | "adapted",
  { prompts, rows, steps, config: { vocab_size: vocabulary } }: ParityCase,
): number {
  let greatest = 0;
  rows.forEach(({ prompt }, row) => {
    const { data } = expected.get(`${kind}.${row}`)!;
    for (let step = 0; step < steps; step++) {
      const position = prompts[prompt]!.length - 1 + step;
      logitsAt(generation, row, step, rows.length, vocabulary).forEach((logit, token) => {
        const difference = Math.abs(logit - Number(data[position * vocabulary + token]));
        greatest = difference <= greatest ? greatest : difference;
      });
    }
  });
  return greatest;
}

/** Uses a session and closes it. */
export async function using<T>(session: Promise<Session>, use: (session: Session) => Promise<T>): Promise<T> {
  const opened = await session;
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}
