import { suggest } from "../text/nearest.ts";
import type { Output } from "./output.ts";
import { told } from "./told.ts";
import { UsageError } from "./usage_error.ts";

/** A command: takes its arguments, returns the exit status. */
export type Command = (args: readonly string[], output: Output) => number | Promise<number>;

/** A command with what the overview says of it. It is loaded when it is run, so that each needs only what it uses. */
interface Entry {
  readonly about: string;
  readonly load: () => Promise<Command>;
}

const COMMANDS = new Map<string, Entry>([
  ["exp", { about: "run an experiment, or list them", load: async () => (await import("./exp.ts")).exp }],
  ["data", { about: "write the SFT data sets", load: async () => (await import("./data.ts")).data }],
  ["bench", { about: "measure speed on this machine", load: async () => (await import("../bench/mod.ts")).bench }],
  ["doctor", { about: "say what this machine can run", load: async () => (await import("../doctor/mod.ts")).doctor }],
  ["setup", { about: "install what a GPU needs", load: async () => (await import("./setup.ts")).setup }],
  ["query", { about: "query all results in SQL", load: async () => (await import("./query.ts")).query }],
  ["report", { about: "write a page about an experiment", load: async () => (await import("./report.ts")).report }],
  ["schema", { about: "write the JSON Schema of results", load: async () => (await import("./schema.ts")).schema }],
  ["tables", {
    about: "the paper's tables beside our figures",
    load: async () => (await import("./tables.ts")).tables,
  }],
  ["claims", { about: "judge the claims by the results", load: async () => (await import("./claims.ts")).claims }],
  ["watch", { about: "serve that page while runs go on", load: async () => (await import("./watch.ts")).watch }],
]);

function help(): string {
  const lines = [...COMMANDS].map(([name, { about }]) => `  deno task ${name.padEnd(6)}  ${about}`);
  return ["SEPO: Safe Equilibrium Policy Optimization", "", ...lines, "", "Each has --help."].join("\n");
}

/** Exit status of a command that failed, and of one that was misused. */
const FAILED = 1;
const MISUSED = 2;

/**
 * Runs the command that `args` names. Never throws: an error becomes one sentence on standard error.
 *
 * @returns The exit status: 0, 1 if the command failed, or 2 if the command line can't be followed.
 */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === "--help" || name === "-h") {
      output.write(help());
      return 0;
    }
    const entry = COMMANDS.get(name);
    if (entry === undefined) {
      throw new UsageError(`There is no command "${name}"${suggest(name, [...COMMANDS.keys()])}`);
    }
    return await (await entry.load())(rest, output);
  } catch (error) {
    output.warn(told(error, output.debug));
    return error instanceof UsageError ? MISUSED : FAILED;
  }
}
