import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { type ExecuteOptions, executeRun } from "./execute_run.ts";
import type { FromRunWorker, ToRunWorker } from "./run_protocol.ts";
import type { Tools } from "./tools.ts";

/** Executes runs, one after the other. */
export interface Executor extends Disposable {
  /** Executes a run; `write` is told its progress. */
  execute(run: RunPlan, write: (line: string) => void): Promise<void>;
}

/** What all runs of a plan have in common. */
export type ExecutorOptions = Omit<ExecuteOptions, "write" | "saveDue"> & { readonly tools: Tools | undefined };

/** Executes in this thread. */
export function localExecutor(plan: Plan, { tools, ...options }: ExecutorOptions): Executor {
  return {
    execute: (run, write) => executeRun(plan, run, tools, { ...options, write }),
    [Symbol.dispose]: () => {},
  };
}

/** Executes in a thread of its own, so that several runs go on at once. */
export function workerExecutor(plan: Plan, options: ExecutorOptions): Executor {
  const { tools, results, intent, anyway, threads, batches, forkRuns, signal } = options;
  let worker: Worker | undefined;
  const tell = (message: ToRunWorker) => worker?.postMessage(message);
  const stop = () => tell({ kind: "stop" });
  const end = () => {
    worker?.terminate();
    worker = undefined;
  };
  signal.addEventListener("abort", stop);
  return {
    execute: async (run, write) => {
      worker ??= new Worker(new URL("./run_worker.ts", import.meta.url), { type: "module", name: "run" });
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      worker.onmessage = ({ data }: MessageEvent<FromRunWorker>) => {
        if (data.kind === "line") return write(data.line);
        if (data.kind === "done") return resolve();
        reject(Object.assign(new Error(data.message), { stack: data.stack }));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end(); // it can't be asked again
        reject(new Error(`The run's worker stopped: ${event.message}`));
      };
      // The plan's other runs are nothing to the worker, and a sweep has hundreds.
      const plain = {
        tools,
        results,
        threads,
        batches,
        ...intent === undefined ? {} : { intent },
        ...anyway === undefined ? {} : { anyway },
        ...forkRuns === undefined ? {} : { forkRuns },
      };
      tell({ kind: "run", plan: { ...plan, runs: [run] }, run, options: plain });
      await promise;
    },
    [Symbol.dispose]: () => {
      signal.removeEventListener("abort", stop);
      end();
    },
  };
}
