import { parseArgs } from "@std/cli/parse-args";
import { watch as serve } from "../watch/watch.ts";
import { experimentArgument } from "./experiment_argument.ts";
import { refuseUnknown, requireValues } from "./flags.ts";
import { listenForInterrupt } from "./interrupt.ts";
import type { Output } from "./output.ts";
import { requireReadable } from "./require_readable.ts";
import { wholeNumber } from "./whole_number.ts";

/** Where the page is if nothing else is said. */
const PORT = 8117;

/** Episodes that a page holds if nothing else is said. */
const EPISODES = 50_000;

const HELP = `deno task watch NAME [flags]

Serves the report of an experiment while its runs go on, on this machine alone, until Ctrl-C.

  --port N        where, as http://127.0.0.1:N/ (${PORT}); 0 for any port that is free
  --plan HASH     the plan whose hash begins so (the one that was begun last)
  --episodes N    hold about N episodes at most, of evenly spread iterations (${EPISODES})
  --results DIR   where results are (results)
  --help          this text`;

function readFlags(args: readonly string[]) {
  const valued = ["port", "plan", "episodes", "results"] as const;
  const read = parseArgs([...args], {
    string: [...valued, "_"],
    collect: valued,
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task watch", [...valued, "help"]),
  });
  const { port, plan, episodes, results } = read;
  requireValues({ port, plan, episodes, results });
  return read;
}

/** `deno task watch`. Returns the exit status: 0, since to be stopped is how it ends. */
export async function watch(args: readonly string[], { write, warn }: Output): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    write(HELP);
    return 0;
  }
  const experiment = experimentArgument("deno task watch", flags._);
  const results = flags.results.at(-1) ?? "results";
  const port = wholeNumber(flags.port.at(-1) ?? `${PORT}`, "--port", 0, 65535);
  const episodes = wholeNumber(flags.episodes.at(-1) ?? `${EPISODES}`, "--episodes", 1, 10_000_000);
  requireReadable(results, "watch", "-R -N -E");
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  await serve({ results, experiment, plan: flags.plan.at(-1), episodes, port, write, warn, signal });
  return 0;
}
