import { assertEquals, assertThrows } from "@std/assert";
import { readProfile } from "../../lib/rollout/profile.ts";

Deno.test("readProfile() sums a node's runs and sorts by time, and passes over what is no node", () => {
  const run = (name: string, operator: string, microseconds: number) => ({
    cat: "Node",
    name: `${name}_kernel_time`,
    dur: microseconds,
    args: { op_name: operator, provider: "CPUExecutionProvider", node_index: "1" },
  });
  const events = [
    { cat: "Session", name: "model_run", dur: 9000, args: {} },
    run("Add_0", "Add", 100),
    run("MatMul_1", "MatMul", 1000),
    run("Add_0", "Add", 300),
    { cat: "Node", name: "Add_0_fence_before", dur: 5, args: { op_name: "Add" } },
  ];
  assertEquals(readProfile(JSON.stringify(events)), [
    { name: "MatMul_1", operator: "MatMul", provider: "CPUExecutionProvider", runs: 1, seconds: 0.001 },
    { name: "Add_0", operator: "Add", provider: "CPUExecutionProvider", runs: 2, seconds: 0.0004 },
  ]);
  assertThrows(() => readProfile("[{"), SyntaxError);
});
