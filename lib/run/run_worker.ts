/// <reference lib="deno.worker" />
/** Executes runs, one at a time, in a thread of its own: a sweep has several. */
import { errorStack, errorText } from "../text/error_text.ts";
import type { FromRunWorker, RunOrder, ToRunWorker } from "./run_protocol.ts";

// A worker has a location and the main thread has none. transformers.js takes one for a browser's and fails to load.
Object.defineProperty(globalThis, "location", { value: undefined });

const stopped = new AbortController();
const tell = (message: FromRunWorker) => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<ToRunWorker>) => {
  if (data.kind === "stop") return stopped.abort(new Error("Stopped"));
  try {
    await execute(data);
    tell({ kind: "done" });
  } catch (error) {
    tell({ kind: "failed", message: errorText(error), stack: errorStack(error) });
  }
};

async function execute({ plan, run, options: { tools, ...options } }: RunOrder): Promise<void> {
  const { executeRun } = await import("./execute_run.ts");
  const write = (line: string) => tell({ kind: "line", line });
  await executeRun(plan, run, tools, { ...options, write, signal: stopped.signal });
}
