import { runCommand } from "./lib/cli/run_command.ts";

if (import.meta.main) {
  const status = await runCommand(Deno.args, {
    write: (line) => console.log(line),
    warn: (line) => console.error(line),
    debug: Deno.env.get("SEPO_DEBUG") === "1",
  });
  // An experiment file may leave a timer or a promise behind, which would keep the process from ending.
  Deno.exit(status);
}
