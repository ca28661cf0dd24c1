import { dirname, join } from "node:path";
import { makeOnce } from "../install/make_once.ts";
import { runInstaller } from "../install/run_installer.ts";
import { PIP_QUIETLY } from "../trainer/install.ts";
import { findCuda, type SearchOptions } from "./find_cuda.ts";
import {
  CUDA_LIBRARIES,
  LIBRARY_BYTES,
  LIBRARY_REQUIREMENTS,
  WHEEL_BYTES,
  WHEEL_FILES,
  WHEEL_REQUIREMENTS,
} from "./release.ts";
import { runtimeFolder } from "./runtime_folder.ts";

/** How CUDA for rollouts is installed. */
export interface InstallOptions extends SearchOptions {
  /** A Python with pip; also the trainer's. */
  readonly python: string;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The platforms, newest first, whose wheels run where ONNX Runtime's does. */
const PLATFORMS = ["manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014"];

/** Has pip take the wheels that the hashes are of, whichever Python it runs on. */
const WHEELS = [
  "--no-deps",
  "--require-hashes",
  ...["--only-binary", ":all:"],
  ...PLATFORMS.flatMap((platform) => ["--platform", `${platform}_x86_64`]),
  ...["--implementation", "cp", "--python-version", "3.11", "--abi", "cp311", "--abi", "none"],
];

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

/** Paths of all files in a folder, relative to it. */
function filesIn(folder: string, below = ""): string[] {
  return [...Deno.readDirSync(join(folder, below))].flatMap(({ name, isDirectory }) => {
    const path = below === "" ? name : `${below}/${name}`;
    return isDirectory ? filesIn(folder, path) : [path];
  });
}

/** Downloads wheels, which pip checks by their hashes, and unpacks those of their files that `keeps` says. */
async function unpackWheels(
  requirements: string,
  target: string,
  keeps: (path: string) => boolean,
  { python, signal }: InstallOptions,
): Promise<void> {
  const wheels = join(target, "wheels"), unpacked = join(target, "unpacked");
  const args = ["-m", "pip", "download", ...PIP_QUIETLY, ...WHEELS, "--dest", wheels, "--requirement", requirements];
  await runInstaller(python, args, "download what CUDA needs", signal);
  for (const { name } of Deno.readDirSync(wheels)) {
    await runInstaller(python, ["-m", "zipfile", "-e", join(wheels, name), unpacked], `unpack "${name}"`, signal);
    Deno.removeSync(join(wheels, name)); // a wheel and what is in it need not lie on the disk together
  }
  for (const path of filesIn(unpacked).filter(keeps)) {
    Deno.mkdirSync(dirname(join(target, path)), { recursive: true });
    Deno.renameSync(join(unpacked, path), join(target, path));
  }
  Deno.removeSync(wheels, { recursive: true });
  Deno.removeSync(unpacked, { recursive: true });
}

const isWheelFile = (path: string) => WHEEL_FILES.some((kept) => kept === path);

/** Libraries, and the licences that come with them. */
const isNvidiaFile = (path: string) => /^nvidia\/.*\/lib\/[^/]*\.so[.\d]*$/.test(path) || /licen[cs]e/i.test(path);

/**
 * Installs ONNX Runtime with its CUDA provider, and those of NVIDIA's libraries that neither the trainer's Python nor the
 * system has, into a folder of the user's cache. Does nothing where all is there.
 *
 * @throws {Error} If this is no Linux on x86-64, or pip can't get a wheel or its hash isn't the pinned one.
 */
export async function installCuda(options: InstallOptions): Promise<void> {
  const { runtime = runtimeFolder(), onProgress, signal } = options;
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    const here = `${Deno.build.os} ${Deno.build.arch}`;
    throw new Error(`Cannot set up CUDA: ONNX Runtime has it for Linux on x86-64, and this is ${here}`);
  }
  const lacking = async (folder: string) => {
    const { onnxRuntime, libraries } = await findCuda({ ...options, runtime: folder });
    const absent = libraries.filter(({ name, path }) =>
      path === undefined && CUDA_LIBRARIES.some((l) => l.name === name)
    );
    return { wheel: onnxRuntime === undefined, libraries: absent.length > 0 };
  };
  const isWhole = async () => {
    const { wheel, libraries } = await lacking(runtime);
    return !wheel && !libraries;
  };
  await makeOnce(runtime, {
    isWhole,
    onWait: () => onProgress(`Waiting for another process that is making ${runtime}`),
    make: async (aside) => {
      const { libraries } = await lacking(aside); // what is in the folder now goes with it
      const bytes = WHEEL_BYTES + (libraries ? LIBRARY_BYTES : 0);
      onProgress(
        `Downloading ONNX Runtime with CUDA${libraries ? " and NVIDIA's libraries" : ""}: ${gigabytes(bytes)}`,
      );
      await unpackWheels(WHEEL_REQUIREMENTS, aside, isWheelFile, options);
      if (libraries) await unpackWheels(LIBRARY_REQUIREMENTS, aside, isNvidiaFile, options);
    },
    ...signal === undefined ? {} : { signal },
  });
}
