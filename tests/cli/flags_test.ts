import { assertEquals, assertThrows } from "@std/assert";
import { refuseUnknown, requireValues } from "../../lib/cli/flags.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";

Deno.test("refuseUnknown() offers the nearest flag and lets other arguments through", () => {
  const refuse = refuseUnknown("deno task exp", ["seed", "arm"]);
  assertEquals(refuse("kuhn-tiny"), true);
  const { message } = assertThrows(() => refuse("--sed=3", "sed"), UsageError);
  assertEquals(message, `deno task exp has no flag "--sed": did you mean "--seed"?`);
  assertThrows(() => refuse("-x", "x"), UsageError, `has no flag "-x": allowed are "--seed" or "--arm"`);
});

Deno.test("requireValues() refuses a flag that was given bare", () => {
  requireValues({ seed: ["1"], arm: [] });
  assertThrows(() => requireValues({ seed: ["1", ""] }), UsageError, "--seed needs a value after it");
});
