/// <reference lib="deno.worker" />
/** The thread of an engine: holds the session, and answers one request after the other. */
import { loadCuda } from "../cuda/load_cuda.ts";
import { EngineError, type EngineOptions } from "./engine.ts";
import type { Reply, Request } from "./worker_protocol.ts";
import type { Session } from "./worker_session.ts";

let session: Session | undefined;

async function answer(request: Request): Promise<Omit<Extract<Reply, { type: "generated" }>, "id"> | { type: "done" }> {
  if (request.type === "open") {
    session = await open(request.options);
    return { type: "done" };
  }
  if (session === undefined) {
    throw new Error(`The rollout worker was asked to ${request.type} before a model was opened`);
  }
  switch (request.type) {
    case "adapt":
      session.setAdapter(request.path, request.name);
      return { type: "done" };
    case "generate":
      return { type: "generated", generation: await session.generate(request.batch) };
    case "close":
      await session.close();
      return { type: "done" };
  }
}

/** Opens the session with the ONNX Runtime of its device: which library that is, is settled when it is first imported. */
async function open(options: EngineOptions): Promise<Session> {
  const { device } = options;
  if (device.kind === "cuda") {
    try {
      loadCuda(device);
    } catch (error) {
      throw new EngineError(`Cannot generate on CUDA: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const { openSession } = await import("./worker_session.ts");
  return await openSession(options);
}

// Requests queue here: a session runs one batch at a time, and closing waits for the batch before it.
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Request & { id: number }>) => {
  queue = queue.then(async () => {
    let reply: Reply;
    try {
      reply = { ...await answer(data), id: data.id };
    } catch (error) {
      reply = { id: data.id, type: "failed", message: error instanceof Error ? error.message : String(error) };
    }
    self.postMessage(reply);
  });
};
