import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import { AS_IT_IS, experimentAt, runPrepared } from "./run_experiment.ts";

/** Who runs the tests as root gives up the right to write what is read-only, as other users never had it. */
const AS_A_USER = `
  if [ "$(id -u)" = 0 ]; then exec setpriv --bounding-set=-dac_override,-dac_read_search -- "$@"; fi
  exec "$@"
`;

Deno.test({
  name: "exp says that it may not write its results, and leaves what is there",
  ignore: Deno.build.os === "windows",
}, () =>
  temporaryFolder(async (root) => {
    const { folder, command } = await experimentAt("./moments.ts");
    const refused = (at: string) => `Cannot write results to "${at}": permission denied; choose another --results`;
    const run = async (results: string, ...flags: string[]) => {
      const { code, out, errors } = await runPrepared(AS_A_USER, command(results, ...flags));
      return { code, errors, out };
    };
    const failed = async (results: string, at: string, ...flags: string[]) => {
      const { code, errors } = await run(results, ...flags);
      assertEquals([code, errors], [1, [refused(at)]]);
    };

    const empty = `${root}/empty`;
    Deno.mkdirSync(empty);
    Deno.chmodSync(empty, 0o555);
    await failed(empty, `${empty}/${folder}`);
    assertEquals([...Deno.readDirSync(empty)], []);
    Deno.chmodSync(empty, 0o755);

    const there = `${root}/there`, file = `${there}/${folder}/results.jsonl`;
    assertEquals((await runPrepared(AS_IT_IS, command(there))).errors, []);
    const closed = [file, dirname(file), dirname(dirname(file))];
    for (const path of closed) Deno.chmodSync(path, 0o555);
    const whole = Deno.readTextFileSync(file);
    // A finished run is shown as ever; another seed has no place, and --force would need one.
    assertStringIncludes((await run(there)).out, "Finished before");
    await failed(there, `${there}/${dirname(folder)}/43`, "--seed", "43");
    await failed(there, `${there}/${folder}`, "--force");
    Deno.chmodSync(file, 0o755);
    Deno.writeTextFileSync(file, whole.slice(0, whole.length / 2));
    Deno.chmodSync(file, 0o555);
    await failed(there, `${there}/${folder}`, "--resume");
    assertEquals(Deno.readTextFileSync(file), whole.slice(0, whole.length / 2));
    for (const path of closed) Deno.chmodSync(path, 0o755);
  }));
