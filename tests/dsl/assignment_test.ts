import { assertEquals, assertThrows } from "@std/assert";
import { parseAssignment } from "../../dsl/assignment.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";

Deno.test("parseAssignment() reads JSON, and a bare word as a string", () => {
  assertEquals(parseAssignment("sepo.beta=1e-3"), { path: "sepo.beta", value: 0.001 });
  assertEquals(parseAssignment("credit=reward-only"), { path: "credit", value: "reward-only" });
  assertEquals(parseAssignment("sepo.advantageStd=false"), { path: "sepo.advantageStd", value: false });
  assertEquals(parseAssignment(`domain.pools.train=["equilibrium(0.2)"]`), {
    path: "domain.pools.train",
    value: ["equilibrium(0.2)"],
  });
  assertEquals(parseAssignment("a=b=c"), { path: "a", value: "b=c" });
});

Deno.test("parseAssignment() refuses what is no assignment", () => {
  for (const text of ["sepo.beta", "=1", ""]) {
    assertThrows(() => parseAssignment(text), ExperimentError, `Cannot set "${text}": write path=value`);
  }
});
