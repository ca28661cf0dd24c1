import { assertEquals, assertThrows } from "@std/assert";
import { joinNegatives, refuseUnknown, requireValues } from "../../lib/cli/flags.ts";
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

Deno.test("refuseUnknown() says that a flag's value is missing after =", () => {
  const refuse = refuseUnknown("deno task exp", ["seed"]);
  assertThrows(() => refuse("--seed=", "seed="), UsageError, `--seed= needs a value after "="`);
  assertThrows(() => refuse("--sed=", "sed="), UsageError, `has no flag "--sed": did you mean "--seed"?`);
});

Deno.test("joinNegatives() makes a negative number the value of the flag before it", () => {
  const flags = ["seed", "set"];
  assertEquals(joinNegatives(["a", "--seed", "-1", "--force", "-.5"], flags), ["a", "--seed=-1", "--force", "-.5"]);
  const rest = ["--seed=1", "-2", "--seed", "-x", "--seed", "3", "--seed"];
  assertEquals(joinNegatives(rest, flags), rest);
});
