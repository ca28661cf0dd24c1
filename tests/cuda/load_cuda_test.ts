import { assertEquals } from "@std/assert";

/** Files named libonnxruntime that a process has loaded after it imported modules of the project. */
async function loadedBy(...modules: readonly string[]): Promise<string[]> {
  const imports = modules.map((module) =>
    `await import(${JSON.stringify(new URL(`../../${module}`, import.meta.url).href)});`
  );
  const code = `${imports.join("\n")}
    const maps = Deno.readTextFileSync("/proc/self/maps").split("\\n").map((line) => line.split("/").at(-1));
    console.log(JSON.stringify([...new Set(maps.filter((name) => name.startsWith("libonnxruntime")))]));`;
  const command = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped", stderr: "inherit" });
  return JSON.parse(new TextDecoder().decode((await command.output()).stdout));
}

Deno.test({
  name: "no module of a run or a benchmark loads the processor's ONNX Runtime before a GPU's can be loaded",
  ignore: Deno.build.os !== "linux", // where a process's libraries can't be read this way, and CUDA isn't
  fn: async () => {
    assertEquals(
      await loadedBy("main.ts", "lib/cli/exp.ts", "lib/run/mod.ts", "lib/bench/mod.ts", "lib/rollout/engine.ts"),
      [],
    );
    assertEquals(await loadedBy("lib/rollout/worker_session.ts"), ["libonnxruntime.so.1"]);
  },
});
