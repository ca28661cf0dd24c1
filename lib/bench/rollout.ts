import { CPU } from "../cuda/device.ts";
import { kuhnDomain } from "../games/kuhn/mod.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { openEngine } from "../rollout/engine.ts";
import { loadTokenizer } from "../rollout/tokenizer.ts";
import { prepareModel } from "../run/prepare_model.ts";
import { openTrainer } from "../trainer/client.ts";
import { ensurePython } from "../trainer/environment.ts";
import { tinyQwenSchema } from "../../dsl/schema/model.ts";
import { openPeer } from "./generate_peer.ts";
import { type GenerationSpeed, generationSpeed, REPEATS, STEPS, tokensPerSecond } from "./generation_speed.ts";
import { kuhnPrompts } from "./kuhn_prompts.ts";

const BATCHES = [8, 32, 128];

/** No stop token: no reply ends early, and both sides generate the same number of tokens. */
export const NEVER: readonly number[] = [];

const shown = (rate: number | undefined) => rate === undefined ? "–" : rate.toFixed(0);

/** Both sides' tokens a second, and their ratio. */
export const SPEED_COLUMNS: readonly Column<GenerationSpeed>[] = [
  { title: "batch", cell: ({ batch }) => String(batch) },
  { title: "rollout engine, tokens/s", cell: (speed) => shown(tokensPerSecond(speed, speed.engine)) },
  { title: "transformers generate, tokens/s", cell: (speed) => shown(tokensPerSecond(speed, speed.peer)) },
  {
    title: "ratio",
    cell: (speed) => {
      const [own, peer] = [tokensPerSecond(speed, speed.engine), tokensPerSecond(speed, speed.peer)];
      return own === undefined || peer === undefined ? "–" : (own / peer).toFixed(1);
    },
  },
];

/** Generated tokens a second of the rollout engine beside transformers' generate(), on the tiny model and the processor. */
export async function benchRollout(write: (line: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    const python = await ensurePython({ onProgress: write });
    const model = tinyQwenSchema.parse({ name: "tiny-qwen" });
    const base = await (async () => {
      await using trainer = await openTrainer({ python, log: `${folder}/trainer.log`, device: "cpu" });
      return await prepareModel(model, [kuhnDomain()], 42, trainer, folder);
    })();
    const prompts = kuhnPrompts(await loadTokenizer(base.folder));
    await using engine = await openEngine({ model: base.folder, device: CPU, stopTokens: NEVER });
    await using peer = await openPeer({ python, model: base.folder, device: "cpu", precision: "float32" });
    const speeds: GenerationSpeed[] = [];
    for (const batch of BATCHES) speeds.push(await generationSpeed(engine, peer, prompts, batch));
    write(`Rollouts: tiny Qwen 3.5, float32, CPU, ${STEPS} new tokens a row, median of ${REPEATS} calls each in turn`);
    write(textTable(SPEED_COLUMNS, speeds));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
