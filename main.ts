import { runCommand } from "./lib/cli/run_command.ts";

if (import.meta.main) {
  const output = { write: (line: string) => console.log(line), warn: (line: string) => console.error(line) };
  Deno.exitCode = await runCommand(Deno.args, output, Deno.env.get("SEPO_DEBUG") === "1");
}
