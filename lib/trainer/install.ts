/** Makes a virtual environment and installs the pinned packages into it with pip. */
import { join } from "node:path";
import { runInstaller, runQuietly } from "../install/run_installer.ts";
import type { Build } from "./environment.ts";

/** Where PyTorch publishes its CPU builds; PyPI has the CUDA build only. */
const CPU_INDEX = "https://download.pytorch.org/whl/cpu";

/**
 * Bytes that the packages and their dependencies take for Linux on x86-64, by build: to download, as the wheels' sizes on
 * the index sum up, and on disk while they are installed, where the wheels stay in pip's cache. Estimates, rounded up:
 * other platforms and versions of dependencies differ.
 */
export const ENVIRONMENT_BYTES: Readonly<Record<Build, { readonly download: number; readonly disk: number }>> = {
  cpu: { download: 0.3e9, disk: 2.5e9 },
  cuda: { download: 2.8e9, disk: 9e9 },
};

/** What making an environment downloads, as `about 0.3 GB`. */
export function downloadSize(build: Build): string {
  return `about ${(ENVIRONMENT_BYTES[build].download / 1e9).toFixed(1)} GB`;
}

/** Has pip ask nothing and draw nothing. */
export const PIP_QUIETLY: readonly string[] = [
  "--no-input",
  "--disable-pip-version-check",
  "--progress-bar",
  "off",
];

/** What is installed, and where. */
export interface Installation {
  /** The Python to start from. */
  readonly python: string;
  /** The folder to make. */
  readonly folder: string;
  /** The file of pins. */
  readonly requirements: string;
  readonly build: Build;
  readonly onProgress: (line: string) => void;
  /** Ends venv or pip when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Makes the environment; says first what there is to download.
 *
 * @throws {Error} If venv or pip fails; the message has the last lines of the output.
 */
export async function installPackages(
  { python, folder, requirements, build, onProgress, signal }: Installation,
): Promise<void> {
  onProgress(`Making the Python environment, once: ${downloadSize(build)} to download`);
  await runInstaller(python, ["-m", "venv", folder], "make a Python environment", signal);
  const inside = join(folder, "bin", "python");
  if (build === "cpu" && Deno.build.os === "linux" && !(await installCpuBuild(inside, requirements, signal))) {
    signal?.throwIfAborted();
    onProgress(
      `Cannot get PyTorch's CPU build from ${CPU_INDEX}: taking the CUDA build, which runs on a CPU too: ` +
        `${downloadSize("cuda")} to download`,
    );
  }
  await runInstaller(inside, [...PIP_INSTALL, "--requirement", requirements], "install the Python packages", signal);
  // Imports everything once: proves that it works, and leaves the compiled bytecode that later starts profit from.
  const imports = "import torch, transformers, peft, safetensors, tokenizers";
  await runInstaller(inside, ["-c", imports], "import the Python packages", signal);
}

const PIP_INSTALL = ["-m", "pip", "install", ...PIP_QUIETLY];

/**
 * Tries for the CPU build of the pinned PyTorch, alone: asking the extra index for every other package too would wait
 * for each where it can't be reached. Few retries and a short timeout for the same reason.
 */
async function installCpuBuild(python: string, requirements: string, signal?: AbortSignal): Promise<boolean> {
  const pin = Deno.readTextFileSync(requirements).match(/^torch==\S+$/m)?.[0];
  if (pin === undefined) throw new Error(`Cannot find a line "torch==…" in "${requirements}"`);
  const patience = ["--retries", "1", "--timeout", "10"];
  const args = [...PIP_INSTALL, ...patience, "--no-deps", "--extra-index-url", CPU_INDEX, `${pin}+cpu`];
  const { success } = await runQuietly(python, args, signal);
  return success;
}
