import { assertEquals, assertThrows } from "@std/assert";
import { parseSeed } from "../../lib/cli/parse_seed.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";

Deno.test("parseSeed() takes integers of 32 bits and nothing else", () => {
  assertEquals(["0", "42", "4294967295"].map(parseSeed), [0, 42, 4294967295]);
  for (const text of ["4294967296", "-1", "1.5", "1e3", "0x10", " 1", "seven", ""]) {
    const message = `Cannot use seed "${text}": seeds are integers from 0 to 4294967295`;
    assertThrows(() => parseSeed(text), UsageError, message);
  }
});
