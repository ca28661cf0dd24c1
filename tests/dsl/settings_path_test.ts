import { assertEquals } from "@std/assert";
import { z } from "zod";
import { settingsShapeOf } from "../../dsl/schema/settings.ts";
import { findSetting, nested, writtenPath } from "../../dsl/settings_path.ts";

const schema = z.strictObject(settingsShapeOf("tiny-qwen", { domain: "kuhn" }));

Deno.test("findSetting() takes a full path, and SEPO's settings without their section", () => {
  assertEquals(findSetting("sepo.lora.rank", schema), { path: ["sepo", "lora", "rank"] });
  assertEquals(findSetting("lora.rank", schema), { path: ["sepo", "lora", "rank"] });
  assertEquals(findSetting("sft.lora", schema), { path: ["sft", "lora"] });
  assertEquals(findSetting("penalties.exploitability", schema), { path: ["penalties", "exploitability"] });
  assertEquals(findSetting("domain.pools.train", schema), { path: ["domain", "pools", "train"] });
});

Deno.test("findSetting() takes a setting that has no default", () => {
  const path = ["evaluation", "penalties", "exploitability"];
  assertEquals(findSetting(path.join("."), schema), { path });
});

Deno.test("findSetting() finds the options of domains that are trained jointly under their names", () => {
  const joint = z.strictObject(settingsShapeOf("tiny-qwen", { domains: ["ipd", "auction"] }));
  for (const text of ["domains.ipd.rounds", "penalties.auction.externality", "evaluation.penalties.ipd.collusion"]) {
    assertEquals(findSetting(text, joint), { path: text.split(".") });
  }
  assertEquals(findSetting("domains.ipd.round", joint), { unknown: `did you mean "domains.ipd.rounds"?` });
  assertEquals("unknown" in findSetting("domains.0.rounds", joint), true);
});

Deno.test("findSetting() offers the nearest setting, or the section's, or the sections", () => {
  assertEquals(findSetting("sepo.crdit", schema), { unknown: `did you mean "sepo.credit"?` });
  assertEquals(findSetting("evaluation.zzzzzzzz", schema), {
    unknown: "settings are evaluation.samples, evaluation.temperature, evaluation.penalties.exploitability",
  });
  assertEquals(findSetting("zzzzzzzz", schema), {
    unknown: "a path starts with model, domain, penalties, sft, sepo, evaluation or is one of sepo's",
  });
});

Deno.test("findSetting() doesn't lead into lists, names or what objects inherit", () => {
  for (const text of ["domain.pools.train.0", "domain.name", "sepo.constructor", "__proto__", "", "."]) {
    assertEquals("unknown" in findSetting(text, schema), true, text);
  }
});

Deno.test("writtenPath() leaves out SEPO's section and no other", () => {
  assertEquals(writtenPath(["sepo", "lora", "rank"]), "lora.rank");
  assertEquals(writtenPath(["sft", "lora", "rank"]), "sft.lora.rank");
});

Deno.test("nested() builds the object that a path leads into", () => {
  assertEquals(nested(["sepo", "lora", "rank"], 8), { sepo: { lora: { rank: 8 } } });
});
