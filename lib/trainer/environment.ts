/**
 * The trainer's Python environment: the one that SEPO_PYTHON names, or a virtual environment with the pinned packages
 * that is made on first use and kept in the user's cache.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeOnce } from "../install/make_once.ts";
import { userCache } from "../install/user_cache.ts";
import { installPackages } from "./install.ts";
import { CANDIDATES, findPython, inspectPython, whatIsMissing } from "./interpreter.ts";

/** The pinned packages. */
const REQUIREMENTS = fileURLToPath(new URL("./gpu/requirements.txt", import.meta.url));

/** Which build of PyTorch an environment is for. */
export type Build = "cpu" | "cuda";

/** How an environment is found or made. */
export interface EnvironmentOptions {
  /** Told, in one line each, what takes time: a download and its size, another process's installation. */
  readonly onProgress?: (line: string) => void;
  /** A Python to use as it is; what SEPO_PYTHON says if absent, and none if empty. */
  readonly chosen?: string;
  /** The folder that environments are kept in; "sepo" in the user's cache if absent. */
  readonly cache?: string;
  /** Where a Python to start from is looked for. */
  readonly candidates?: readonly string[];
  /** The build to take; the CPU's where there is no NVIDIA driver if absent. */
  readonly build?: Build;
  /** Ends the making when it is aborted, or the wait for another process's. */
  readonly signal?: AbortSignal;
}

/**
 * The build of PyTorch for this machine: CUDA's if an NVIDIA driver is there, on Linux; else the CPU's.
 *
 * Looks for the driver's files: /proc and /dev can't be read unless Deno runs with all permissions.
 */
export function preferredBuild(): Build {
  if (Deno.build.os !== "linux") return "cpu";
  const programs = (Deno.env.get("PATH") ?? "").split(":").map((folder) => join(folder, "nvidia-smi"));
  const libraries = [
    `/usr/lib/${Deno.build.arch}-linux-gnu`,
    "/usr/lib64",
    "/usr/lib/wsl/lib",
    "/usr/local/nvidia/lib64",
    "/run/opengl-driver/lib",
  ].map((folder) => join(folder, "libcuda.so.1"));
  return ["/proc/driver/nvidia/version", ...programs, ...libraries].some(exists) ? "cuda" : "cpu";
}

/** The folder of the virtual environment for these pins and this build, whether or not it is there. */
export async function environmentFolder(build: Build = preferredBuild(), cache = userCache()): Promise<string> {
  const pins = new TextEncoder().encode(`${Deno.readTextFileSync(REQUIREMENTS)}\n${build}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", pins));
  return join(cache, `python-${digest.slice(0, 6).toHex()}`);
}

/**
 * Returns a Python interpreter that can run the trainer, making its environment first if need be.
 *
 * SEPO_PYTHON, if set, is checked and used as it is. Otherwise the environment is made aside and renamed when it is
 * whole, so that an interruption leaves nothing that looks finished; a second process waits for the first.
 *
 * @throws {Error} If SEPO_PYTHON lacks a package, Python or its venv module is missing, or pip fails; the message says
 * what to install or how pip's output ends. The signal's reason if that was aborted.
 */
export async function ensurePython(options: EnvironmentOptions = {}): Promise<string> {
  const { chosen = Deno.env.get("SEPO_PYTHON") ?? "", cache = userCache(), onProgress = () => {} } = options;
  if (chosen !== "") return await checkChosen(chosen);
  const { candidates = CANDIDATES, build = preferredBuild(), signal } = options;
  const folder = await environmentFolder(build, cache);
  const python = join(folder, "bin", "python");
  const stoppable = signal === undefined ? {} : { signal };
  await makeOnce(folder, {
    isWhole: () => isUsable(python),
    onWait: () => onProgress(`Waiting for another process that is making the Python environment ${folder}`),
    make: async (aside) => {
      const { program } = await findPython(candidates);
      await installPackages({
        python: program,
        folder: aside,
        requirements: REQUIREMENTS,
        build,
        onProgress,
        ...stoppable,
      });
    },
    ...stoppable,
  });
  return python;
}

async function checkChosen(program: string): Promise<string> {
  const python = await inspectPython(program);
  if (python === undefined) {
    throw new Error(`Cannot use SEPO_PYTHON "${program}": it is not a working Python interpreter`);
  }
  const missing = whatIsMissing(python);
  if (missing.length > 0) {
    throw new Error(
      `Cannot use SEPO_PYTHON "${program}": it lacks ${
        missing.join(", ")
      }: install that there, or unset SEPO_PYTHON to ` +
        "have an environment made",
    );
  }
  return program;
}

/** Whether the environment is whole; one whose base Python was removed or upgraded is not, and is made again. */
async function isUsable(python: string): Promise<boolean> {
  const found = await inspectPython(python);
  return found !== undefined && whatIsMissing(found).length === 0;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false; // not there, or not for us to see, which comes to the same
  }
}
