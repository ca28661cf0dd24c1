import { z } from "zod";
import type { DeviceKind } from "../run/tools.ts";
import type { Precision } from "../onnx/graph.ts";

/** What the peer is opened with. */
export interface PeerOptions {
  readonly python: string;
  /** The model's folder. */
  readonly model: string;
  readonly device: DeviceKind;
  readonly precision: Precision;
}

/** What is generated: a prompt a row, every row as many tokens. */
export interface PeerBatch {
  readonly prompts: readonly Int32Array[];
  readonly steps: number;
  readonly temperature: number;
}

/** transformers' generate() in a process of its own, one call at a time. */
export interface Peer extends AsyncDisposable {
  /** Seconds that it takes, or why it can't. */
  generate(batch: PeerBatch): Promise<{ seconds: number } | { failure: string }>;
  /** Bytes a second that a copy inside the device's memory reads and writes, together. */
  copyBandwidth(): Promise<number>;
}

const answerSchema = z.union([
  z.object({ seconds: z.number() }),
  z.object({ bytesPerSecond: z.number() }),
  z.object({ failure: z.string() }),
]);

/**
 * Opens transformers with a model.
 *
 * @throws {Error} From the peer's methods, if its process ends: it says why on standard error.
 */
export async function openPeer({ python, ...job }: PeerOptions): Promise<Peer> {
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
  const send = (value: unknown) => writer.write(new TextEncoder().encode(JSON.stringify(value) + "\n"));
  const ask = async (value: unknown) => {
    await send(value);
    return answerSchema.parse(JSON.parse(await nextLine()));
  };
  const odd = (answer: unknown) => new Error(`Cannot measure: transformers' process says ${JSON.stringify(answer)}`);
  await send(job);
  return {
    async generate({ prompts, ...rest }) {
      const answer = await ask({ op: "generate", prompts: prompts.map((prompt) => [...prompt]), ...rest });
      if ("bytesPerSecond" in answer) throw odd(answer);
      return answer;
    },
    async copyBandwidth() {
      const answer = await ask({ op: "copy" });
      if (!("bytesPerSecond" in answer)) throw odd(answer);
      return answer.bytesPerSecond;
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await child.status;
    },
  };
}
