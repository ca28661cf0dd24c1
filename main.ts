import { runCommand } from "./lib/cli/run_command.ts";

if (import.meta.main) {
  Deno.exitCode = await runCommand(Deno.args, {
    write: (line) => console.log(line),
    warn: (line) => console.error(line),
    debug: Deno.env.get("SEPO_DEBUG") === "1",
  });
}
