import { assertEquals } from "@std/assert";
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { findSetting, nested, writtenPath } from "../../dsl/settings_path.ts";

const { base } = compile(
  { name: "x", description: "x", model: tinyQwen(), domain: kuhn() },
  { source: "x.ts" },
);

Deno.test("findSetting() takes a full path, and SEPO's settings without their section", () => {
  assertEquals(findSetting("sepo.lora.rank", base), { path: ["sepo", "lora", "rank"] });
  assertEquals(findSetting("lora.rank", base), { path: ["sepo", "lora", "rank"] });
  assertEquals(findSetting("sft.lora", base), { path: ["sft", "lora"] });
  assertEquals(findSetting("penalties.exploitability", base), { path: ["penalties", "exploitability"] });
});

Deno.test("findSetting() offers the nearest setting, or the section's, or the sections", () => {
  assertEquals(findSetting("sepo.crdit", base), { unknown: `did you mean "sepo.credit"?` });
  assertEquals(findSetting("evaluation.zzzzzzzz", base), {
    unknown: "settings are evaluation.samples, evaluation.temperature",
  });
  assertEquals(findSetting("zzzzzzzz", base), {
    unknown: "a path starts with model, domain, penalties, sft, sepo, evaluation or is one of sepo's",
  });
});

Deno.test("findSetting() doesn't lead into lists, names or what objects inherit", () => {
  for (const text of ["domain.pools.train.0", "domain.name", "sepo.constructor", "__proto__", "", "."]) {
    assertEquals("unknown" in findSetting(text, base), true, text);
  }
});

Deno.test("writtenPath() leaves out SEPO's section and no other", () => {
  assertEquals(writtenPath(["sepo", "lora", "rank"]), "lora.rank");
  assertEquals(writtenPath(["sft", "lora", "rank"]), "sft.lora.rank");
});

Deno.test("nested() builds the object that a path leads into", () => {
  assertEquals(nested(["sepo", "lora", "rank"], 8), { sepo: { lora: { rank: 8 } } });
});
