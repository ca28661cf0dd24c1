/** What the doctor found out about a machine; everything else it says follows from this. */
import type { FoundCuda } from "../cuda/find_cuda.ts";
import type { TriedCuda } from "../cuda/prove_cuda.ts";
import type { Build } from "../trainer/environment.ts";
import type { Interpreter } from "../trainer/interpreter.ts";

/** Something that works, or why it doesn't. */
export type Working<T> = { readonly works: T } | { readonly fails: string };

/** An NVIDIA GPU as its driver reports it. */
export interface Gpu {
  readonly name: string;
  /** Bytes. */
  readonly memory: number;
  readonly driver: string;
}

/** A Python that an environment can start from. */
export type Python = Pick<Interpreter, "program" | "version" | "venv">;

/** PyTorch in an environment. */
export type Torch = Working<{
  readonly version: string;
  /** The CUDA version that it was built for; null for a CPU build. */
  readonly cuda: string | null;
  /** The GPU that it sees; null without one. */
  readonly gpu: string | null;
}>;

/** The trainer's Python environment. */
export interface Environment {
  /** Its interpreter. */
  readonly python: string;
  /** Whether SEPO_PYTHON names it; else it is made on first use. */
  readonly chosen: boolean;
  /** Which build of PyTorch belongs in it. */
  readonly build: Build;
  /** What it lacks, one phrase each; undefined if there is no working interpreter. */
  readonly lacks: readonly string[] | undefined;
  /** PyTorch in it; undefined if the environment isn't whole. */
  readonly torch?: Torch;
}

/** An experiment and what it takes, or why its file can't be used. */
export type Experiment =
  | { readonly name: string; readonly needs: Needs }
  | { readonly name: string; readonly broken: string };

/** What an experiment takes. Bytes are estimates, on the safe side. */
export interface Needs {
  /** Undefined for a model that tells its size only once it is there. */
  readonly parameters: number | undefined;
  /** Bytes of main memory. */
  readonly memory: number;
  /** Bytes of disk for results and cached stages. */
  readonly disk: number;
  /** Whether it asks for a GPU. */
  readonly gpu: boolean;
  /** Bytes of memory that the GPU has at least, where that is known. */
  readonly gpuMemory?: number;
}

/** What the doctor found out. */
export interface Facts {
  /** As `linux x86_64`. */
  readonly platform: string;
  readonly deno: string;
  readonly cores: number;
  /** Bytes of main memory, and those that are free to take. */
  readonly memory: { readonly total: number; readonly available: number };
  /** Bytes that can be written; undefined where that isn't known. */
  readonly disk: {
    /** Where results and cached stages go. */
    readonly results: number | undefined;
    /** Where the Python environment goes. */
    readonly environment: number | undefined;
    /** Whether that is one disk. */
    readonly shared: boolean;
  };
  /** The npm package's, which computes on the processor. */
  readonly onnxRuntime: Working<{ readonly version: string }>;
  /** GPUs that the driver reports; empty without a driver. */
  readonly gpus: readonly Gpu[];
  /** What rollouts on a GPU need and, where all is there, what trying them showed. */
  readonly cuda: { readonly found: FoundCuda; readonly tried?: TriedCuda };
  /** The first Python new enough to make an environment, else the first at all. */
  readonly python: Python | undefined;
  readonly environment: Environment;
  readonly experiments: readonly Experiment[];
}
