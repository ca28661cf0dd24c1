/** `deno task test:kill`: kills a tiny run at many moments and resumes each. */

import { parseArgs } from "@std/cli/parse-args";
import { ensurePython } from "../../lib/trainer/environment.ts";
import { killAndResume, momentOf, wholeRun } from "./kill_and_resume.ts";

const HELP = `deno task test:kill [flags]

Kills a run of a tiny model with SIGKILL (Deno, PyTorch or both, in turn) at random moments, resumes it, and compares its
results with those of a run that nobody killed.

  --moments N  how many (25)
  --from N     the first of them, to see one again (0)
  --seed N     which moments (42)
  --help       this text`;

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is "${text}" but must be a whole number`);
  return Number(text);
}

async function main(args: readonly string[]): Promise<number> {
  const flags = parseArgs([...args], {
    string: ["moments", "from", "seed"],
    boolean: ["help"],
    default: { moments: "25", from: "0", seed: "42" },
    unknown: (arg) => {
      throw new Error(`deno task test:kill has no "${arg}"; --help says what it has`);
    },
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const [moments, from, seed] = [
    wholeNumber("moments", flags.moments),
    wholeNumber("from", flags.from),
    wholeNumber("seed", flags.seed),
  ];
  await ensurePython({ onProgress: console.error });
  const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "sepo-kill-" }));
  let failures = 0;
  try {
    const whole = await wholeRun(`${root}/whole`);
    console.log(`A whole run: ${(whole.milliseconds / 1000).toFixed(1)} s, ${whole.changes} changes to files`);
    for (let index = from; index < from + moments; index++) {
      const folder = `${root}/${index}`;
      const { moment, phase, kept, wrong } = await killAndResume(folder, whole, momentOf(seed, index));
      const when = `${(100 * moment.share).toFixed(0).padStart(3)} % by ${moment.by.padEnd(6)}`;
      const what = `${String(index).padStart(3)}  ${moment.victim.padEnd(6)}  ${when}  ${phase.padEnd(13)}`;
      console.log(`${what}  ${String(kept).padStart(3)} lines kept  ${wrong ?? "identical"}`);
      if (wrong === undefined) Deno.removeSync(folder, { recursive: true });
      else failures++;
    }
  } finally {
    if (failures === 0) Deno.removeSync(root, { recursive: true });
  }
  if (failures > 0) console.error(`${failures} of ${moments} differ; what they left is in ${root}`);
  return failures === 0 ? 0 : 1;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
