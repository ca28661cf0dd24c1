import { join } from "node:path";
import { z } from "zod";
import { runProgram } from "../trainer/run_program.ts";
import { CUDA_LIBRARIES, type CudaLibrary, DRIVER_LIBRARY, WHEEL_FILES } from "./release.ts";
import { runtimeFolder } from "./runtime_folder.ts";

/** A library and where it is; undefined where it isn't. */
export interface FoundLibrary extends CudaLibrary {
  readonly path: string | undefined;
}

/** What of rollouts' CUDA there is on this machine. */
export interface FoundCuda {
  /** ONNX Runtime with its CUDA provider; undefined until it is set up. */
  readonly onnxRuntime: string | undefined;
  /** NVIDIA's libraries, the driver's first, each after those that it needs. */
  readonly libraries: readonly FoundLibrary[];
}

/** Where libraries are looked for. */
export interface SearchOptions {
  /** The trainer's Python, whose PyTorch may bring NVIDIA's libraries along; none if undefined. */
  readonly python: string | undefined;
  /** The folder that `deno task setup cuda` fills; its own place if absent. */
  readonly runtime?: string;
  /** Folders in which the system has libraries; the usual ones if absent. */
  readonly system?: readonly string[];
}

/** Milliseconds for Python to say where its packages are. */
const TIMEOUT = 30_000;

const PLACES = "import json, sys, sysconfig; print(json.dumps([sysconfig.get_paths()['purelib'], sys.prefix]))";

const placesSchema = z.tuple([z.string(), z.string()]);

/** Folders where the system's libraries are, those that the user names first. */
export function systemFolders(): string[] {
  return [
    ...(Deno.env.get("LD_LIBRARY_PATH") ?? "").split(":").filter((folder) => folder !== ""),
    `/usr/lib/${Deno.build.arch}-linux-gnu`,
    "/usr/lib64",
    "/usr/lib",
    "/usr/local/cuda/lib64",
    "/usr/local/nvidia/lib64",
    "/usr/lib/wsl/lib",
    "/usr/lib64-nvidia",
    "/run/opengl-driver/lib",
  ];
}

/** The `lib` folders of NVIDIA's packages in a folder of Python packages: `nvidia/cu13/lib`, `nvidia/cudnn/lib` … */
function nvidiaFolders(packages: string): string[] {
  const parent = join(packages, "nvidia");
  try {
    return [...Deno.readDirSync(parent)].map(({ name }) => join(parent, name, "lib")).sort();
  } catch {
    return []; // there are none, or they may not be read, which comes to the same
  }
}

/** Folders in which a Python's packages have NVIDIA's libraries; conda puts them beside its own. */
async function pythonFolders(python: string | undefined): Promise<string[]> {
  if (python === undefined) return [];
  const printed = await runProgram(python, ["-c", PLACES], TIMEOUT);
  try {
    const [packages, prefix] = placesSchema.parse(JSON.parse(printed ?? ""));
    return [...nvidiaFolders(packages), join(prefix, "lib")];
  } catch {
    return []; // no working Python
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks for ONNX Runtime's CUDA provider and what it loads: in the folder that `deno task setup cuda` fills, among the
 * packages of the trainer's Python, then where the system has its libraries. Loads nothing.
 */
export async function findCuda({ python, runtime = runtimeFolder(), system = systemFolders() }: SearchOptions): Promise<
  FoundCuda
> {
  const folders = [...nvidiaFolders(runtime), ...await pythonFolders(python), ...system];
  const find = (library: CudaLibrary, places: readonly string[]): FoundLibrary => ({
    ...library,
    path: places.map((folder) => join(folder, library.name)).find(exists),
  });
  const onnxRuntime = join(runtime, WHEEL_FILES[0]);
  return {
    onnxRuntime: exists(onnxRuntime) ? onnxRuntime : undefined,
    // The driver and its library belong together: a copy from a package would be another driver's.
    libraries: [find(DRIVER_LIBRARY, system), ...CUDA_LIBRARIES.map((library) => find(library, folders))],
  };
}
