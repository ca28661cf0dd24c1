import { parseArgs } from "@std/cli/parse-args";
import { findCuda } from "../cuda/find_cuda.ts";
import { installCuda } from "../cuda/install_cuda.ts";
import { proveCuda } from "../cuda/prove_cuda.ts";
import { CUDA_VERSION, DRIVER_LIBRARY, ONNX_RUNTIME_VERSION } from "../cuda/release.ts";
import { cudaDevice } from "../cuda/require_cuda.ts";
import { suggest } from "../text/nearest.ts";
import { ensurePython } from "../trainer/environment.ts";
import { refuseUnknown } from "./flags.ts";
import { listenForInterrupt } from "./interrupt.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `deno task setup cuda

Installs what rollouts on an NVIDIA GPU need: ONNX Runtime ${ONNX_RUNTIME_VERSION} with its CUDA ${CUDA_VERSION} provider, from Python's package
index, and those of NVIDIA's libraries that the trainer's Python doesn't bring. Each file is checked by its hash. Then it
runs something on the GPU, if there is one.

  --help  this text`;

async function setUpCuda({ write, warn }: Output): Promise<number> {
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  try {
    const python = await ensurePython({ onProgress: write, signal });
    await installCuda({ python, onProgress: write, signal });
    const found = await findCuda({ python });
    for (const { name, path } of found.libraries) write(`  ${name}: ${path ?? "not found"}`);
    write(`  ONNX Runtime: ${found.onnxRuntime}`);
    const device = cudaDevice(found);
    if ("missing" in device) {
      // Everything else was installed above: on a machine without a driver the rest can be put in place all the same.
      write(`Installed, but nothing can run yet: ${DRIVER_LIBRARY.of} is not here`);
      return 0;
    }
    const tried = await proveCuda(device);
    if ("fails" in tried) {
      warn(`Cannot compute on CUDA: ${tried.fails}; deno task doctor says what there is`);
      return 1;
    }
    write("Installed: something ran on the GPU. deno task doctor tries rollouts");
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    warn("Stopped");
    return interrupt.status;
  }
}

const SETUPS = new Map([["cuda", setUpCuda]]);

/** `deno task setup`. Returns the exit status. */
export async function setup(args: readonly string[], output: Output): Promise<number> {
  const { help, _ } = parseArgs([...args], {
    string: ["_"],
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task setup", ["help"]),
  });
  if (help) {
    output.write(HELP);
    return 0;
  }
  const names = [...SETUPS.keys()];
  const [name = "", ...more] = _.map(String);
  if (more.length > 0 || name === "") throw new UsageError(`deno task setup takes what to set up: ${names.join(", ")}`);
  const run = SETUPS.get(name);
  if (run === undefined) throw new UsageError(`There is nothing to set up named "${name}"${suggest(name, names)}`);
  return await run(output);
}
