import { assert, assertEquals } from "@std/assert";
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { needsOf } from "../../lib/doctor/needs_of.ts";

function needs(model: ReturnType<typeof tinyQwen>) {
  const { base } = compile({ name: "x", description: "x", model, domain: kuhn() }, { source: "x.ts" });
  const { parameters, ...others } = needsOf(base);
  assert(parameters !== undefined, "the size of a tiny model is known");
  return { parameters, ...others };
}

Deno.test("needsOf() the default model is about a million parameters, under 3 GB and no GPU", () => {
  const { parameters, memory, gpu } = needs(tinyQwen());
  assert(parameters > 0.9e6 && parameters < 1.1e6, String(parameters));
  assert(memory < 3e9);
  assertEquals(gpu, false);
});

Deno.test("needsOf() a model of a hundred million parameters asks for a GPU", () => {
  assertEquals(needs(tinyQwen({ hidden: 1024, layers: 8, intermediate: 3072, vocabulary: 8192 })).gpu, true);
});

Deno.test("needsOf() counts the cached model twice, before and after SFT, in float32", () => {
  const [small, large] = [needs(tinyQwen()), needs(tinyQwen({ hidden: 1024, layers: 8, vocabulary: 8192 }))];
  assertEquals(large.disk - small.disk, 2 * 4 * (large.parameters - small.parameters));
});
