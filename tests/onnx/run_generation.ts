import { encodeModel, type ModelProto } from "../../lib/onnx/proto.ts";
import type { GenerateBatch } from "../../lib/rollout/engine.ts";
import { packBatch, unpackOutputs } from "../../lib/rollout/engine_batch.ts";
import { InferenceSession, type Tensor } from "../../lib/rollout/onnx_runtime.ts";
import { floats, ints } from "./run_graph.ts";

const intsOf = ({ data }: Tensor) => Int32Array.from(data, Number);
const floatsOf = ({ data }: Tensor) => Float32Array.from(data, Number);

/**
 * Runs an emitted model without an adapter on the CPU, its operators as they are: the runtime may fuse none of them, nor
 * take out conversions.
 *
 * @param folder Where its weights lie.
 * @returns Log-probabilities of each row's tokens.
 */
export async function runGeneration(
  model: ModelProto,
  folder: string,
  batch: GenerateBatch,
  vocabulary: number,
): Promise<readonly Float32Array[]> {
  const session = await InferenceSession.create(encodeModel(model), {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
    graphOptimizationLevel: "disabled",
    extra: { session: { model_external_initializers_file_folder_path: folder } },
  });
  try {
    const { rows, steps, promptCount, width, groups, ...packed } = packBatch(batch, vocabulary);
    const outputs = await session.run({
      prompts: ints(packed.prompts, promptCount, width),
      lengths: ints(packed.lengths, promptCount),
      prompt_of: ints(packed.promptOf, rows),
      group_prompt: ints(groups.prompt, groups.prompt.length),
      slot_row: ints(groups.slotRow, groups.slotRow.length),
      row_slot: ints(groups.rowSlot, rows),
      uniforms: floats(packed.uniforms, rows, steps),
      forced: ints(packed.forced, rows, steps),
      temperature: floats([packed.temperature]),
    });
    const result = {
      firstToken: intsOf(outputs["first_token"]!),
      firstLogProb: floatsOf(outputs["first_log_prob"]!),
      tokens: intsOf(outputs["tokens"]!),
      logProbs: floatsOf(outputs["log_probs"]!),
    };
    return unpackOutputs(result, rows, []).logProbs;
  } finally {
    await session.release();
  }
}
