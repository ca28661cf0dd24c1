import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname } from "node:path";
import { runCommand } from "../../lib/cli/run_command.ts";
import { planSchema } from "../../dsl/plan.ts";
import { writeRun } from "../query/write_run.ts";
import { header } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Runs a command line and returns what it wrote. */
async function run(...args: string[]): Promise<{ status: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await runCommand(args, {
    write: (line) => out.push(line),
    warn: (line) => err.push(line),
    debug: false,
  });
  return { status, out, err };
}

async function assertMisused(args: string[], message: string): Promise<void> {
  assertEquals(await run(...args), { status: 2, out: [], err: [message] });
}

async function assertFails(args: string[], message: string): Promise<void> {
  assertEquals(await run(...args), { status: 1, out: [], err: [message] });
}

Deno.test("runCommand() shows every command's help", async () => {
  for (const args of [[], ["--help"], ["-h"], ["exp", "--help"], ["data", "-h"], ["doctor", "--help"]]) {
    const { status, out, err } = await run(...args);
    assertEquals([status, err], [0, []]);
    assert(out.join("\n").includes("deno task"), args.join(" "));
  }
});

Deno.test("runCommand() offers the nearest command and flag, with status 2", async () => {
  await assertMisused(["dta"], `There is no command "dta": did you mean "data"?`);
  await assertMisused(["exp", "kuhn-tiny", "--sed", "1"], `deno task exp has no flag "--sed": did you mean "--seed"?`);
  await assertMisused(["setup"], "deno task setup takes what to set up: cuda");
  await assertMisused(["setup", "cude"], `There is nothing to set up named "cude": did you mean "cuda"?`);
  await assertMisused(
    ["exp", "kuhn-tiny", "--weights", "no"],
    `--weights is "no" but must be random; leave it out for the model's own`,
  );
  await assertMisused(["exp", "kuhn-tiny", "--device", "gpu"], `--device is "gpu" but must be cpu or cuda`);
  await assertMisused(["exp", "kuhn-tiny", "--seed"], "--seed needs a value after it");
  await assertMisused(["exp", "a", "b"], "deno task exp takes one experiment, but got a b");
  await assertMisused(["exp", "a", "--seed="], `--seed= needs a value after "="`);
  await assertMisused(["exp", "a", "--seed", ""], "--seed needs a value after it");
  for (const seed of ["1.5", "-1", "99999999999", "1e3", "0x1", " "]) {
    const message = `Cannot use seed "${seed}": seeds are integers from 0 to 4294967295`;
    await assertMisused(["exp", "a", "--seed", seed], message);
    await assertMisused(["exp", "a", `--seed=${seed}`], message);
  }
  await assertMisused(["exp", "a", "--seed", "1,,2"], `Cannot use seed "": seeds are integers from 0 to 4294967295`);
});

Deno.test("runCommand() says in one sentence what failed, with status 1", async () => {
  await assertFails(["exp", "kuhn-tny"], `Cannot find experiment "kuhn-tny": did you mean "kuhn-tiny"?`);
  await assertFails(["data", "kun"], `Cannot make data set "kun": did you mean "kuhn"?`);
  await assertFails(["exp", "kuhn-tiny", "--set", "x"], `Cannot set "x": write path=value, as sepo.learningRate=1e-3`);
});

Deno.test("runCommand() lists the experiments with a line each", async () => {
  const { status, out } = await run("exp");
  assertEquals(status, 0);
  const kuhn = /^kuhn-tiny +Kuhn poker with a million-parameter Qwen 3\.5 on two CPU cores$/;
  assert(out.some((line) => kuhn.test(line)), out.join("\n"));
});

Deno.test("runCommand() prints the plan alone for --dry-run, and beside it what it takes of memory", async () => {
  const { status, out, err } = await run(
    "exp",
    "kuhn-tiny",
    "--dry-run",
    "--seed",
    "7,8",
    "--seed=9",
    "--set",
    "beta=0.5",
  );
  assertEquals(status, 0);
  assertStringIncludes(err.join("\n"), "Memory in GB, estimated");
  const plan = planSchema.parse(JSON.parse(out.join("\n")));
  assertEquals(plan.runs.map(({ seed, settings }) => [seed, settings.sepo.beta]), [[7, 0.5], [8, 0.5], [9, 0.5]]);
});

Deno.test("runCommand() plans what --fork names, with the seeds that are there, under a hash of its own", () =>
  temporaryFolder(async (results) => {
    const source = header({ seed: 7 });
    const arm = dirname(dirname(writeRun(results, [source])));
    writeRun(results, [header({ seed: 8 })]);
    const planned = async (...flags: string[]) => {
      const { status, out } = await run("exp", "kuhn-tiny", "--dry-run", "--results", results, ...flags);
      assertEquals(status, 0);
      return planSchema.parse(JSON.parse(out.join("\n")));
    };
    const [whole, forked] = [await planned(), await planned("--fork", `${arm}:20`)];
    assertEquals(forked.fork, { experiment: "tiny", plan: source.plan.hash, arm: "main", iteration: 20 });
    assertEquals(forked.runs.map(({ seed }) => seed), [7, 8]);
    assertEquals([forked.base, forked.hash === whole.hash], [whole.base, false]);
    assertEquals((await planned("--fork", `${arm}/8:20`)).runs.map(({ seed }) => seed), [8]);
    assertEquals((await planned("--fork", `${arm}:20`, "--seed", "9")).runs.map(({ seed }) => seed), [9]);
    await assertMisused(["exp", "kuhn-tiny", "--fork", "a", "--fork", "b"], "--fork takes one run, but got a and b");
    await assertFails(
      ["exp", "kuhn-tiny", "--fork", `${arm}/8`, "--results", results],
      `Cannot fork from "${arm}/8": the run in "${arm}/8" isn't finished: it has no checkpoint yet`,
    );
  }));
