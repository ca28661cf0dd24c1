import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("onnx_runtime lets ONNX Runtime leave nothing in the temporary folder or the user's cache", () =>
  temporaryFolder(async (folder) => {
    const { success } = await new Deno.Command(Deno.execPath(), {
      // Runs a graph in a process of its own: what ONNX Runtime does at its start, it does once a process.
      args: ["run", "--allow-all", fileURLToPath(new URL("../../lib/doctor/try_onnx_runtime.ts", import.meta.url))],
      env: { TMPDIR: folder, XDG_CACHE_HOME: `${folder}/cache`, DENO_DIR: await denoDir() },
      stdout: "null",
      stderr: "null",
    }).output();
    assertEquals(success, true);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), []);
  }));

/** Where Deno keeps its packages, which would follow the user's cache. */
async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"], stderr: "null" }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}
