/** Makes a virtual environment and installs the pinned packages into it with pip. */
import { join } from "node:path";
import type { Build } from "./environment.ts";

/** Where PyTorch publishes its CPU builds; PyPI has the CUDA build only. */
const CPU_INDEX = "https://download.pytorch.org/whl/cpu";

/** What the packages and their dependencies weigh as wheels for Linux on x86-64, by build. */
const DOWNLOAD = { cpu: "0.3 GB", cuda: "2.8 GB" } as const;

/** Lines of pip's output that an error quotes. */
const LAST_LINES = 8;

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
}

/**
 * Makes the environment; says first what there is to download.
 *
 * @throws {Error} If venv or pip fails; the message has the last lines of the output.
 */
export async function installPackages(
  { python, folder, requirements, build, onProgress }: Installation,
): Promise<void> {
  onProgress(`Making the Python environment, once: about ${DOWNLOAD[build]} to download`);
  await run(python, ["-m", "venv", folder], "make a Python environment");
  const inside = join(folder, "bin", "python");
  if (build === "cpu" && Deno.build.os === "linux" && !(await installCpuBuild(inside, requirements))) {
    onProgress(
      `Cannot get PyTorch's CPU build from ${CPU_INDEX}: taking the CUDA build, which runs on a CPU too: ` +
        `about ${DOWNLOAD.cuda} to download`,
    );
  }
  await run(inside, [...PIP_INSTALL, "--requirement", requirements], "install the Python packages");
  // Imports everything once: proves that it works, and leaves the compiled bytecode that later starts profit from.
  await run(inside, ["-c", "import torch, transformers, peft, safetensors, tokenizers"], "import the Python packages");
}

const PIP_INSTALL = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"];

/**
 * Tries for the CPU build of the pinned PyTorch, alone: asking the extra index for every other package too would wait
 * for each where it can't be reached. Few retries and a short timeout for the same reason.
 */
async function installCpuBuild(python: string, requirements: string): Promise<boolean> {
  const pin = Deno.readTextFileSync(requirements).match(/^torch==\S+$/m)?.[0];
  if (pin === undefined) throw new Error(`Cannot find a line "torch==…" in "${requirements}"`);
  const patience = ["--retries", "1", "--timeout", "10"];
  const { success } = await output(python, [
    ...PIP_INSTALL,
    ...patience,
    "--no-deps",
    "--extra-index-url",
    CPU_INDEX,
    `${pin}+cpu`,
  ]);
  return success;
}

async function run(program: string, args: readonly string[], purpose: string): Promise<void> {
  const { success, text, status } = await output(program, args);
  if (success) return;
  const lines = text.split("\n").filter((line) => line.trim() !== "").slice(-LAST_LINES);
  throw new Error(
    `Cannot ${purpose} (${status}); the output ends with\n${lines.map((line) => `  ${line}`).join("\n")}`,
  );
}

async function output(
  program: string,
  args: readonly string[],
): Promise<{ success: boolean; text: string; status: string }> {
  const { success, code, signal, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  const text = `${decoder.decode(stdout)}\n${decoder.decode(stderr)}`;
  return { success, text, status: signal ?? `exit status ${code}` };
}
