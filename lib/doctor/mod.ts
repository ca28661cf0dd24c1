/** `deno task doctor`: what this machine has, which experiments it can run, and what to do about the rest. */
import { parseArgs } from "@std/cli/parse-args";
import { refuseUnknown } from "../cli/flags.ts";
import type { Output } from "../cli/output.ts";
import { UsageError } from "../cli/usage_error.ts";
import { diagnose } from "./diagnose.ts";
import { gatherFacts } from "./gather_facts.ts";
import { render } from "./render.ts";

const HELP = `deno task doctor

Says what this machine has, which experiments it can run, and what to do about the rest. Changes nothing.

  --json  print facts and findings as JSON
  --help  this text`;

/** `deno task doctor`. Returns the exit status, which is 0 whatever it finds. */
export async function doctor(args: readonly string[], { write }: Output): Promise<number> {
  const { help, json, _ } = parseArgs([...args], {
    boolean: ["help", "json"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task doctor", ["json", "help"]),
  });
  if (help) {
    write(HELP);
    return 0;
  }
  if (_.length > 0) throw new UsageError(`deno task doctor takes no arguments, but got ${_.join(" ")}`);
  const facts = await gatherFacts();
  const diagnosis = diagnose(facts);
  write(json ? JSON.stringify({ facts, ...diagnosis }, null, 2) : render(diagnosis));
  return 0;
}
