import { assertEquals } from "@std/assert";
import { sameMaking, sameStage } from "../../lib/run/same_stage.ts";
import { stage } from "../results/lines.ts";

const [a, b] = ["a".repeat(64), "b".repeat(64)];
const made = (key: string, files: Record<string, string>) => ({ ...stage, key, files });

Deno.test("sameStage() takes the same files from the same inputs alone", () => {
  const one = made("1", { weights: a });
  assertEquals(sameStage(one, { ...one, timings: { cached: true, total: 9 } }), true);
  assertEquals(sameStage(one, made("2", { weights: a })), false);
  assertEquals(sameStage(one, made("1", { weights: b })), false);
});

Deno.test("sameMaking() takes the same files from whatever inputs, and their key where there are no files", () => {
  const one = made("1", { weights: a, "inputs.json": a });
  assertEquals(sameMaking(one, made("2", { weights: a, "inputs.json": b })), true);
  assertEquals(sameMaking(one, made("1", { weights: b, "inputs.json": a })), false);
  assertEquals(sameMaking(one, made("1", { "inputs.json": a })), false);
  assertEquals([sameMaking(made("1", {}), made("1", {})), sameMaking(made("1", {}), made("2", {}))], [true, false]);
});
