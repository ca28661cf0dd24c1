import { assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import { findCuda } from "../../lib/cuda/find_cuda.ts";
import { CUDA_LIBRARIES } from "../../lib/cuda/release.ts";
import { temporaryFolder } from "../temporary_folder.ts";

function makeFile(path: string): string {
  Deno.mkdirSync(dirname(path), { recursive: true });
  Deno.writeTextFileSync(path, "");
  return path;
}

/** A Python whose packages are in a folder, and whose own libraries are in another. */
function fakePython(folder: string): { program: string; packages: string; prefix: string } {
  const [program, packages, prefix] = [join(folder, "python"), join(folder, "packages"), join(folder, "prefix")];
  Deno.writeTextFileSync(program, `#!/bin/sh\necho '${JSON.stringify([packages, prefix])}'\n`, { mode: 0o755 });
  return { program, packages, prefix };
}

Deno.test("findCuda() finds nothing on a machine without any of it, nor with a Python that doesn't work", () =>
  temporaryFolder(async (folder) => {
    const { onnxRuntime, libraries } = await findCuda({ python: "/nowhere", runtime: folder, system: [] });
    assertEquals(onnxRuntime, undefined);
    assertEquals(libraries.map(({ name }) => name), ["libcuda.so.1", ...CUDA_LIBRARIES.map(({ name }) => name)]);
    assertEquals(libraries.filter(({ path }) => path !== undefined), []);
  }));

Deno.test("findCuda() looks in the folder of the setup, then among Python's packages, then where the system's are", () =>
  temporaryFolder(async (folder) => {
    const { program, packages, prefix } = fakePython(folder);
    const runtime = join(folder, "runtime"), system = join(folder, "system");
    const places = [
      join(runtime, "nvidia", "cu13", "lib"),
      join(packages, "nvidia", "cu13", "lib"),
      join(prefix, "lib"),
      system,
    ];
    const find = async () => {
      const { libraries } = await findCuda({ python: program, runtime, system: [system] });
      return libraries.find(({ name }) => name === "libcublas.so.13")?.path;
    };
    for (const place of places.toReversed()) {
      const path = makeFile(join(place, "libcublas.so.13"));
      assertEquals(await find(), path);
    }
  }));

Deno.test("findCuda() takes the driver's library from the system alone, whatever packages have", () =>
  temporaryFolder(async (folder) => {
    const { program, packages } = fakePython(folder);
    makeFile(join(packages, "nvidia", "cu13", "lib", "libcuda.so.1"));
    const system = join(folder, "system");
    const find = async () =>
      (await findCuda({ python: program, runtime: join(folder, "runtime"), system: [system] })).libraries[0]?.path;
    assertEquals(await find(), undefined);
    const path = makeFile(join(system, "libcuda.so.1"));
    assertEquals(await find(), path);
  }));

Deno.test("findCuda() finds ONNX Runtime where the setup puts it", () =>
  temporaryFolder(async (folder) => {
    const path = makeFile(join(folder, "onnxruntime", "capi", "libonnxruntime.so.1.30.0"));
    assertEquals((await findCuda({ python: undefined, runtime: folder, system: [] })).onnxRuntime, path);
  }));
