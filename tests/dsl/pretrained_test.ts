import { assert, assertEquals, assertThrows } from "@std/assert";
import { gemma4_e4b, huggingFace, kuhn, modelFolder, qwen35_4b } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";

const compiled = (model: unknown, set: { path: string; value: string | boolean }[] = []) =>
  compile({ name: "x", description: "x", model, domain: kuhn() }, { source: "x.ts", set });

Deno.test("qwen35_4b() and gemma4_e4b() pin a commit, don't think and compute in bfloat16 unless told otherwise", () => {
  for (
    const [model, repository] of [[qwen35_4b(), "Qwen/Qwen3.5-4B"], [gemma4_e4b(), "google/gemma-4-E4B-it"]] as const
  ) {
    const { base } = compiled(model);
    assert(base.model.name === "hugging-face");
    assertEquals(base.model.repository, repository);
    assert(/^[0-9a-f]{40}$/.test(base.model.revision));
    assertEquals([base.model.thinking, base.model.precision], [false, "bfloat16"]);
  }
  const { base } = compiled(qwen35_4b({ thinking: true, precision: "float16" }));
  assert(base.model.name === "hugging-face");
  assertEquals([base.model.thinking, base.model.precision], [true, "float16"]);
});

Deno.test("huggingFace() and modelFolder() keep what was asked, which the plan's hash covers", () => {
  const model = {
    name: "hugging-face",
    repository: "lab/small",
    revision: "main",
    thinking: false,
    precision: "bfloat16",
  } as const;
  assertEquals(compiled(huggingFace("lab/small")).base.model, model);
  const revised = compiled(huggingFace("lab/small", { revision: "refs/pr/1" }));
  assertEquals(revised.base.model, { ...model, revision: "refs/pr/1" });
  assert(revised.hash !== compiled(huggingFace("lab/small")).hash);
  assertEquals(compiled(modelFolder("/models/small")).base.model, {
    name: "model-folder",
    path: "/models/small",
    thinking: false,
    precision: "bfloat16",
  });
});

Deno.test("models of the Hub take --set like any other setting", () => {
  const { base } = compiled(qwen35_4b(), [{ path: "model.thinking", value: true }, {
    path: "model.revision",
    value: "main",
  }]);
  assert(base.model.name === "hugging-face");
  assertEquals([base.model.thinking, base.model.revision], [true, "main"]);
});

Deno.test("huggingFace() and modelFolder() refuse what no model is called, naming the path", () => {
  const refused = (model: unknown, ...parts: string[]) => {
    const { message } = assertThrows(() => compiled(model), ExperimentError);
    for (const part of parts) assert(message.includes(part), message);
  };
  const named = (repository: string) => ({ name: "hugging-face", repository });
  for (const repository of ["Qwen3.5-4B", "a/b/c", "a/../b", "a--b/c", "/b", "a/", "a/b.git", "a b/c", "a/-b", ""]) {
    refused(named(repository), '"model.repository"', "as Qwen/Qwen3.5-4B");
  }
  for (const revision of ["", "../../etc", "a b", "-x", "x/", "x//y"]) {
    refused({ ...named("a/b"), revision }, '"model.revision"', "a commit, a branch or a tag");
  }
  refused({ ...named("a/b"), precision: "int8" }, '"model.precision"', "bfloat16", "float16", "float32");
  refused({ ...named("a/b"), thinkng: true }, "thinkng");
  refused({ name: "model-folder" }, '"model.path"');
  refused({ name: "gpt" }, "qwen35_4b()", "gemma4_e4b()", 'huggingFace("org/name")', 'modelFolder("/path")');
});
