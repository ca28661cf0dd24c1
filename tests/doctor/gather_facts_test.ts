import { assert, assertEquals } from "@std/assert";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { gatherFacts } from "../../lib/doctor/gather_facts.ts";

Deno.test("gatherFacts() finds the ONNX Runtime that the project pins, with a CPU provider that works", async () => {
  const facts = await gatherFacts();
  assert("works" in facts.onnxRuntime, JSON.stringify(facts.onnxRuntime));
  const pinned: string =
    JSON.parse(Deno.readTextFileSync(new URL("../../deno.json", import.meta.url))).imports["onnxruntime-node"];
  assertEquals(`npm:onnxruntime-node@${facts.onnxRuntime.works.version}`, pinned);
  assert(facts.experiments.some(({ name }) => name === "kuhn-tiny"));
  assert(facts.memory.total > facts.memory.available && facts.cores >= 1);
  assertEquals(diagnose(facts).verdicts.length, facts.experiments.length);
});
