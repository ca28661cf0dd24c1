import { fileURLToPath } from "node:url";
import { z } from "zod";
import { python } from "../python.ts";

const outcomeSchema = z.object({ name: z.string(), failure: z.string().nullable() });

Deno.test("the bundled Python package passes its own tests", async (t) => {
  const here = new URL("./gpu/run_tests.py", import.meta.url);
  const { code, stdout, stderr } = await new Deno.Command(await python(), {
    args: [fileURLToPath(here)],
    env: {
      PYTHONPATH: fileURLToPath(new URL("../../lib/trainer", import.meta.url)),
      PYTHONDONTWRITEBYTECODE: "1",
      HF_HUB_OFFLINE: "1",
      GOMP_SPINCOUNT: "2000",
    },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const outcomes = new TextDecoder().decode(stdout).split("\n").filter((line) => line.startsWith("{"))
    .map((line) => outcomeSchema.parse(JSON.parse(line)));
  for (const { name, failure } of outcomes) {
    await t.step(name, () => {
      if (failure !== null) throw new Error(failure);
    });
  }
  if (code !== 0 || outcomes.length === 0) {
    throw new Error(`The tests did not run: ${new TextDecoder().decode(stderr)}`);
  }
});
