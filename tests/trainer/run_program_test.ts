import { assertEquals } from "@std/assert";
import { runProgram } from "../../lib/trainer/run_program.ts";

Deno.test("runProgram() returns what a program prints, and nothing for one that fails or isn't there", async () => {
  const evaluate = (code: string) => runProgram(Deno.execPath(), ["eval", code], 60_000);
  assertEquals(await evaluate("console.log(6 * 7); console.error('noise')"), "42\n");
  assertEquals(await evaluate("console.log(1); Deno.exit(3)"), undefined);
  assertEquals(await runProgram("there-is-no-such-program", [], 60_000), undefined);
});

Deno.test("runProgram() ends a program that takes too long", async () => {
  assertEquals(
    await runProgram(Deno.execPath(), ["eval", "await new Promise((r) => setTimeout(r, 1e6))"], 200),
    undefined,
  );
});
