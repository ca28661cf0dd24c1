import { CPU } from "../cuda/device.ts";
import { kuhnPrompt } from "../games/kuhn/prompt.ts";
import { INFOSETS } from "../games/kuhn/rules.ts";
import { fillUniforms } from "../random/uniform.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { openEngine } from "../rollout/engine.ts";
import { loadTokenizer } from "../rollout/tokenizer.ts";
import { prepareModel } from "../run/prepare_model.ts";
import { openTrainer } from "../trainer/client.ts";
import { ensurePython } from "../trainer/environment.ts";
import { tinyQwenSchema } from "../../dsl/schema/model.ts";
import { median } from "./median.ts";

const BATCHES = [8, 32, 128];
const STEPS = 64;
const TEMPERATURE = 0.8;
const REPEATS = 5;

/** No stop token: no reply ends early, and both sides generate the same number of tokens. */
const NEVER: readonly number[] = [];

interface Row {
  readonly batch: number;
  /** Generated tokens a second. */
  readonly engine: number;
  readonly peer: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "batch", cell: ({ batch }) => String(batch) },
  { title: "rollout engine, tokens/s", cell: ({ engine }) => engine.toFixed(0) },
  { title: "transformers generate, tokens/s", cell: ({ peer }) => peer.toFixed(0) },
  { title: "ratio", cell: ({ engine, peer }) => (engine / peer).toFixed(1) },
];

/** transformers' generate() in a process of its own, one call at a time. */
async function openPeer(python: string, job: unknown) {
  const script = new URL("./transformers_generate.py", import.meta.url).pathname;
  const child = new Deno.Command(python, { args: [script], stdin: "piped", stdout: "piped", stderr: "null" }).spawn();
  const writer = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  /** The next line, which may come in pieces. */
  const nextLine = async (): Promise<string> => {
    for (let end = read.indexOf("\n"); end < 0; end = read.indexOf("\n")) {
      const { value, done } = await output.read();
      if (done) throw new Error("Cannot measure transformers' generate(): its process ended early");
      read += value;
    }
    const end = read.indexOf("\n");
    const line = read.slice(0, end);
    read = read.slice(end + 1);
    return line;
  };
  const send = (line: string) => writer.write(new TextEncoder().encode(line + "\n"));
  await send(JSON.stringify(job));
  return {
    async generate(): Promise<number> {
      await send("go");
      return Number(await nextLine());
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await child.status;
    },
  };
}

/**
 * Generated tokens a second of the rollout engine beside transformers' generate(), on the tiny model: the same weights,
 * prompts, batch and lengths, call by call in turn, the median of each.
 */
export async function benchRollout(write: (line: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    const python = await ensurePython({ onProgress: write });
    const model = tinyQwenSchema.parse({ name: "tiny-qwen" });
    const base = await (async () => {
      await using trainer = await openTrainer({ python, log: `${folder}/trainer.log`, device: "cpu" });
      return await prepareModel(model, ["kuhn"], 42, trainer, folder);
    })();
    const tokenizer = await loadTokenizer(base.folder);
    const prompts = INFOSETS.map((infoset) => tokenizer.encodePrompt(kuhnPrompt(infoset).messages));
    await using engine = await openEngine({ model: base.folder, device: CPU, stopTokens: NEVER });
    const rows: Row[] = [];
    for (const batch of BATCHES) {
      const promptOf = Int32Array.from({ length: batch }, (_, row) => row % prompts.length);
      const uniforms = new Float32Array(batch * STEPS);
      fillUniforms(uniforms, 42, "simulation", [batch, 0, 0, 0]);
      await using peer = await openPeer(python, {
        model: base.folder,
        prompts: [...promptOf].map((prompt) => [...prompts[prompt]!]),
        steps: STEPS,
        temperature: TEMPERATURE,
      });
      const seconds: { engine: number; peer: number }[] = [];
      for (let repeat = 0; repeat <= REPEATS; repeat++) {
        const began = performance.now();
        await engine.generate({ prompts, promptOf, uniforms, steps: STEPS, temperature: TEMPERATURE });
        const own = (performance.now() - began) / 1000;
        seconds.push({ engine: own, peer: await peer.generate() });
      }
      const counted = seconds.slice(1); // the first warms both up
      const rate = (of: "engine" | "peer") => batch * STEPS / median(counted.map((pair) => pair[of]));
      rows.push({ batch, engine: rate("engine"), peer: rate("peer") });
    }
    write(`Rollouts: tiny Qwen 3.5, float32, CPU, ${STEPS} new tokens a row, median of ${REPEATS} calls each in turn`);
    write(textTable(COLUMNS, rows));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
