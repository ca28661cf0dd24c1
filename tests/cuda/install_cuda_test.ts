import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { findCuda } from "../../lib/cuda/find_cuda.ts";
import { installCuda } from "../../lib/cuda/install_cuda.ts";
import { CUDA_LIBRARIES, LIBRARY_REQUIREMENTS, WHEEL_FILES, WHEEL_REQUIREMENTS } from "../../lib/cuda/release.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** ONNX Runtime has CUDA there alone. */
const ignore = Deno.build.os !== "linux" || Deno.build.arch !== "x86_64";

/** Files of the wheels that pip would download, by the requirements that it is given; some are not to be kept. */
const WHEELS: Readonly<Record<string, readonly string[]>> = {
  [WHEEL_REQUIREMENTS]: [
    ...WHEEL_FILES,
    "onnxruntime/__init__.py",
    "onnxruntime/capi/libonnxruntime_providers_tensorrt.so",
  ],
  [LIBRARY_REQUIREMENTS]: [
    ...CUDA_LIBRARIES.map(({ name }) => `nvidia/cu13/lib/${name}`),
    "nvidia/cu13/include/cuda.h",
    "nvidia_cublas-13.dist-info/License.txt",
  ],
};

/** A Python that has no packages, whose pip "downloads" a wheel and whose zipfile "unpacks" it; both are written down. */
function fakePython(folder: string, pip = ":"): { python: string; calls: () => string[] } {
  const python = join(folder, "python"), log = join(folder, "calls.log");
  const unpacked = Object.entries(WHEELS).map(([requirements, files]) =>
    `"${requirements}") for f in ${
      files.join(" ")
    }; do mkdir -p "$target/$(dirname $f)"; echo "$f" > "$target/$f"; done ;;`
  );
  Deno.writeTextFileSync(
    python,
    `#!/bin/sh
case "$1 $2" in
  "-m pip")
    for last; do [ "$before" = --dest ] && dest="$last"; before="$last"; done
    echo "pip $last" >> "${log}"
    ${pip}
    mkdir -p "$dest" && echo "$last" > "$dest/made.whl" ;;
  "-m zipfile")
    wheel="$(cat "$4")"; target="$5"
    case "$wheel" in
      ${unpacked.join("\n      ")}
    esac ;;
  *) echo '["${folder}/none", "${folder}/none"]' ;;
esac
`,
    { mode: 0o755 },
  );
  return {
    python,
    calls: () => {
      try {
        return Deno.readTextFileSync(log).trimEnd().split("\n");
      } catch {
        return [];
      }
    },
  };
}

/** All files in a folder, by their paths in it. */
function filesIn(folder: string, below = ""): string[] {
  return [...Deno.readDirSync(join(folder, below))].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(folder, join(below, name)) : [join(below, name)]
  ).sort();
}

Deno.test({
  name: "installCuda() unpacks what is kept of the wheels, once, and findCuda() finds it there",
  ignore,
  fn: () =>
    temporaryFolder(async (folder) => {
      const { python, calls } = fakePython(folder);
      const runtime = join(folder, "runtime");
      const progress: string[] = [];
      const install = () => installCuda({ python, runtime, system: [], onProgress: (line) => progress.push(line) });
      await install();
      assertEquals(calls(), [`pip ${WHEEL_REQUIREMENTS}`, `pip ${LIBRARY_REQUIREMENTS}`]);
      assertEquals(progress, ["Downloading ONNX Runtime with CUDA and NVIDIA's libraries: 1.10 GB"]);
      const kept = [
        ...WHEEL_FILES,
        ...CUDA_LIBRARIES.map(({ name }) => `nvidia/cu13/lib/${name}`),
        "nvidia_cublas-13.dist-info/License.txt",
      ];
      assertEquals(filesIn(runtime), kept.toSorted());
      const { onnxRuntime, libraries } = await findCuda({ python, runtime, system: [] });
      assertEquals(onnxRuntime, join(runtime, WHEEL_FILES[0]));
      assertEquals(libraries.filter(({ path }) => path === undefined).map(({ name }) => name), ["libcuda.so.1"]);
      await install();
      assertEquals(calls().length, 2);
    }),
});

Deno.test({
  name: "installCuda() downloads none of NVIDIA's libraries that are there already",
  ignore,
  fn: () =>
    temporaryFolder(async (folder) => {
      const { python, calls } = fakePython(folder);
      const system = join(folder, "system"), runtime = join(folder, "runtime");
      Deno.mkdirSync(system);
      for (const { name } of CUDA_LIBRARIES) Deno.writeTextFileSync(join(system, name), "");
      await installCuda({ python, runtime, system: [system], onProgress: () => {} });
      assertEquals(calls(), [`pip ${WHEEL_REQUIREMENTS}`]);
      assertEquals(filesIn(runtime), WHEEL_FILES.toSorted());
    }),
});

Deno.test({
  name: "installCuda() says what pip said, a wrong hash among it, and leaves nothing that looks installed",
  ignore,
  fn: () =>
    temporaryFolder(async (folder) => {
      const { python } = fakePython(folder, "echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES' >&2; exit 1");
      const runtime = join(folder, "runtime");
      const { message } = await assertRejects(
        () => installCuda({ python, runtime, system: [], onProgress: () => {} }),
        Error,
      );
      assertStringIncludes(message, "Cannot download what CUDA needs (exit status 1)");
      assertStringIncludes(message, "DO NOT MATCH THE HASHES");
      assertEquals([...Deno.readDirSync(folder)].filter(({ name }) => /^runtime(?!\.lock)/.test(name)), []);
    }),
});
