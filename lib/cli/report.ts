import { parseArgs } from "@std/cli/parse-args";
import { writeReport } from "../html/write_report.ts";
import { experimentArgument } from "./experiment_argument.ts";
import { refuseUnknown, requireValues } from "./flags.ts";
import type { Output } from "./output.ts";
import { requireReadable } from "./require_readable.ts";
import { requireWritable } from "./require_writable.ts";
import { wholeNumber } from "./whole_number.ts";

/** Episodes that a page holds if nothing else is said: more would open slowly. */
const EPISODES = 50_000;

const HELP = `deno task report NAME [flags]

Writes one HTML file about an experiment, all its arms and seeds, which needs no network: tables, curves, episodes.

  --plan HASH     the plan whose hash begins so (the one that was begun last)
  --out FILE      where to (report.html in the plan's folder)
  --svg DIR       write the drawings there too, a file each
  --episodes N    hold about N episodes at most, of evenly spread iterations (${EPISODES})
  --results DIR   where results are (results)
  --help          this text`;

function readFlags(args: readonly string[]) {
  const valued = ["plan", "out", "svg", "episodes", "results"] as const;
  const read = parseArgs([...args], {
    string: [...valued, "_"],
    collect: valued,
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task report", [...valued, "help"]),
  });
  const { plan, out, svg, episodes, results } = read;
  requireValues({ plan, out, svg, episodes, results });
  return read;
}

/** What the command may need beyond what its task allows. */
const PERMISSIONS = "-R -W -E";

/** `deno task report`. Returns the exit status. */
export async function report(args: readonly string[], { write, warn }: Output): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    write(HELP);
    return 0;
  }
  const experiment = experimentArgument("deno task report", flags._);
  const results = flags.results.at(-1) ?? "results";
  const [plan, out, svg] = [flags.plan.at(-1), flags.out.at(-1), flags.svg.at(-1)];
  const episodes = wholeNumber(flags.episodes.at(-1) ?? `${EPISODES}`, "--episodes", 1, 10_000_000);
  requireReadable(results, "report", PERMISSIONS);
  for (const place of [out ?? results, ...svg === undefined ? [] : [svg]]) {
    requireWritable(place, "report", PERMISSIONS);
  }
  const written = await writeReport({ results, experiment, plan, out, svg, episodes });
  written.problems.forEach(warn);
  const megabytes = (written.bytes / 1e6).toFixed(1);
  write(`${written.path}: ${written.episodes.toLocaleString("en")} episodes, ${megabytes} MB`);
  if (svg !== undefined) write(`${svg}: ${written.drawings} drawings`);
  return 0;
}
