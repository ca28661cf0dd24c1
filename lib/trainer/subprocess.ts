/** The subprocess as a function from request to reply, and what is said when it dies. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Device } from "../cuda/device.ts";
import { systemReason } from "../text/system_error.ts";
import { removeScratch } from "./scratch.ts";
import { type Operation, replySchema, type Request, requestSchemas, type Result, resultSchemas } from "./protocol.ts";

/** Lines of the log that an error quotes. */
const LOG_LINES = 8;

/** Bytes at the end of the log that they are looked for in. */
const LOG_TAIL_BYTES = 4096;

/** Why a request failed: `died` if the subprocess did, else what it reported. */
export type FailureKind = "memory" | "input" | "internal" | "died";

/** A request to the trainer that failed. */
export class TrainerError extends Error {
  override readonly name = "TrainerError";

  constructor(readonly kind: FailureKind, message: string) {
    super(message);
  }
}

/** How the subprocess is started. */
export interface SubprocessOptions {
  /** A Python interpreter with the pinned packages. */
  readonly python: string;
  /** The log file, appended to; its folder is made. */
  readonly log: string;
  /** The folder that tensors pass through; removed when the process has ended, however it ended. */
  readonly scratch: string;
  /** Where the arithmetic runs. */
  readonly device: Device["kind"];
  /** CPU threads; PyTorch's choice if absent. */
  readonly threads?: number;
  /** Ends the process when it is aborted. */
  readonly signal?: AbortSignal;
}

interface Pending {
  readonly op: Operation;
  readonly onProgress: (progress: unknown) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes a run repeatable, quiet and offline. */
const ENVIRONMENT = {
  PYTHONPATH: dirname(fileURLToPath(new URL("./gpu", import.meta.url))),
  PYTHONNOUSERSITE: "1",
  // Sets of names, as peft writes them, keep one order from run to run.
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
  HF_HUB_OFFLINE: "1",
  HF_HUB_DISABLE_TELEMETRY: "1",
  // The log holds what went wrong; hints about optional packages would bury it.
  TRANSFORMERS_VERBOSITY: "error",
  PYTHONWARNINGS: "ignore",
  TOKENIZERS_PARALLELISM: "false",
  // The number of threads decides how sums are split: one that varies with the load varies the results.
  OMP_DYNAMIC: "FALSE",
  MKL_DYNAMIC: "FALSE",
  // Threads that spin for long while they wait take the cores from whoever else works on them; threads that sleep at once
  // make small models more than twice as slow.
  GOMP_SPINCOUNT: "2000",
  CUBLAS_WORKSPACE_CONFIG: ":4096:8",
};

/** The running subprocess. */
export class Subprocess {
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #log: string;
  readonly #pending = new Map<number, Pending>();
  /** What the interpreter itself printed before its output went to the log. */
  #stderr = "";
  #next = 1;
  readonly #signal: AbortSignal | undefined;
  readonly #stop = () => void this.end();
  #death: TrainerError | undefined;
  /** Settles when the process has ended and its output is read. */
  readonly #ended: Promise<void>;

  /**
   * @throws {TrainerError} If the log can't be written or the interpreter can't be started; the scratch folder is gone
   * then.
   */
  constructor({ python, log, scratch, device, threads, signal }: SubprocessOptions) {
    this.#log = log;
    this.#signal = signal;
    try {
      makeLog(log);
      this.#child = start(python, [
        ...["-u", "-m", "gpu.server", "--log", log, "--scratch", scratch, "--device", device],
        ...(threads === undefined ? [] : ["--threads", `${threads}`]),
      ]);
    } catch (error) {
      removeScratch(scratch);
      throw error;
    }
    this.#stdin = this.#child.stdin.getWriter();
    this.#ended = this.#watch(scratch);
    signal?.addEventListener("abort", this.#stop);
  }

  /** The operating system's number for the process. */
  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Asks for an operation and waits for its result.
   *
   * @throws {TrainerError} If the operation fails, or the subprocess dies before it replies.
   */
  async ask<O extends Operation>(
    op: O,
    request: Request<O>,
    onProgress: (progress: unknown) => void = () => {},
  ): Promise<Result<O>> {
    const checked = requestSchemas[op].safeParse(request);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      throw new TrainerError(
        "input",
        `Cannot ask the trainer for "${op}": ${issue?.path.join(".")}: ${issue?.message}`,
      );
    }
    if (this.#death !== undefined) throw this.#death;
    const id = this.#next++;
    const replied = new Promise<unknown>((resolve, reject) =>
      this.#pending.set(id, { op, onProgress, resolve, reject })
    );
    const line = new TextEncoder().encode(JSON.stringify({ id, op, ...checked.data }) + "\n");
    this.#stdin.write(line).catch(() => {}); // a broken pipe: the process has died, which #watch reports
    const result = resultSchemas[op].safeParse(await replied);
    if (!result.success) {
      const issue = result.error.issues[0];
      throw new TrainerError(
        "internal",
        `Cannot read the trainer's reply to "${op}": ${issue?.path.join(".")}: ${issue?.message}`,
      );
    }
    return result.data;
  }

  /** Closes the pipe, which ends the process whatever it is doing, and waits until it is gone. */
  async end(): Promise<void> {
    await this.#stdin.close().catch(() => {});
    await this.#ended;
  }

  async #watch(scratch: string): Promise<void> {
    const [status] = await Promise.all([this.#child.status, this.#readReplies(), this.#readStderr()]);
    this.#signal?.removeEventListener("abort", this.#stop);
    removeScratch(scratch);
    const doing = [...this.#pending.values()].map(({ op }) => `"${op}"`).join(", ");
    const asked = doing ? ` while it was asked to ${doing}` : "";
    this.#death = new TrainerError(
      "died",
      this.#signal?.aborted
        ? `The trainer was stopped${asked}`
        : `The trainer died${asked}: ${describeStatus(status)}${this.#lastWords()}`,
    );
    for (const { reject } of this.#pending.values()) reject(this.#death);
    this.#pending.clear();
  }

  async #readReplies(): Promise<void> {
    let rest = "";
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#settle(line);
    }
  }

  async #readStderr(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.#stderr = (this.#stderr + text).slice(-LOG_TAIL_BYTES);
    }
  }

  #settle(line: string): void {
    const reply = replySchema.safeParse(parseJson(line));
    const pending = reply.success && reply.data.id !== null ? this.#pending.get(reply.data.id) : undefined;
    if (!reply.success || reply.data.id === null || pending === undefined) {
      const error = new TrainerError(
        "internal",
        `Cannot read the trainer's line ${JSON.stringify(line.slice(0, 200))}`,
      );
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
      return;
    }
    if ("progress" in reply.data) {
      try {
        pending.onProgress(reply.data.progress);
      } catch (error) {
        pending.reject(error); // what the operation replies in the end changes nothing any more
      }
      return;
    }
    this.#pending.delete(reply.data.id);
    if ("error" in reply.data) {
      pending.reject(new TrainerError(reply.data.error.kind, reply.data.error.message));
    } else {
      pending.resolve(reply.data.result);
    }
  }

  #lastWords(): string {
    const text = this.#stderr.trim() || readTail(this.#log);
    const lines = text.split("\n").filter((line) => line.trim() !== "").slice(-LOG_LINES);
    return lines.length === 0
      ? ""
      : `; its log "${this.#log}" ends with\n${lines.map((line) => `  ${line}`).join("\n")}`;
  }
}

/** Makes the log file and its folder, so that a place that can't be written is told before Python is started. */
function makeLog(path: string): void {
  try {
    Deno.mkdirSync(dirname(path), { recursive: true });
    Deno.openSync(path, { append: true, create: true }).close();
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    throw new TrainerError("input", `Cannot write the trainer's log "${path}": ${reason}`);
  }
}

function start(python: string, args: string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(python, {
      args,
      env: ENVIRONMENT,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    const reason = systemReason(error) ?? (error instanceof Error ? error.message : String(error));
    throw new TrainerError("died", `Cannot start Python "${python}": ${reason}`);
  }
}

function describeStatus({ code, signal }: Deno.CommandStatus): string {
  if (signal === "SIGKILL") return "killed by SIGKILL, most likely because memory ran out";
  if (signal !== null) return `killed by ${signal}`;
  return `exit status ${code}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readTail(path: string): string {
  try {
    using file = Deno.openSync(path);
    const { size } = file.statSync();
    file.seekSync(Math.max(0, size - LOG_TAIL_BYTES), Deno.SeekMode.Start);
    const bytes = new Uint8Array(LOG_TAIL_BYTES);
    return new TextDecoder().decode(bytes.subarray(0, file.readSync(bytes) ?? 0));
  } catch {
    return "";
  }
}
