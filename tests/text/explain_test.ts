import { assertEquals } from "@std/assert";
import { z } from "zod";
import { explain } from "../../lib/text/explain.ts";

const schema = z.strictObject({
  beta: z.number().min(0).default(0.1),
  credit: z.enum(["per-pool", "reward-only"]).default("per-pool"),
  lora: z.strictObject({ rank: z.int().min(1).default(8) }).prefault({}),
  pools: z.array(z.enum(["tight", "loose"])).min(1).default(["tight"]),
  weights: z.partialRecord(z.enum(["e", "x"]), z.number()).default({}),
  even: z.int().multipleOf(2).default(2),
});

function explained(value: unknown): string {
  const { error } = schema.safeParse(value);
  return error === undefined ? "" : explain(error, schema, value);
}

Deno.test("explain() names an unknown key's path, the nearest and all that is allowed", () => {
  assertEquals(explained({ lora: { rnk: 1 } }), `"lora.rnk" is unknown, did you mean "rank"? (allowed are "rank")`);
  assertEquals(explained({ weights: { q: 1 } }), `"weights.q" is unknown (allowed are "e" or "x")`);
});

Deno.test("explain() quotes a bad value and says what would do", () => {
  assertEquals(explained({ beta: -1 }), `"beta" is -1 but must be >= 0`);
  assertEquals(explained({ beta: "1" }), `"beta" is "1" but must be a finite number`);
  assertEquals(explained({ beta: NaN }), `"beta" is NaN but must be a finite number`);
  assertEquals(explained({ lora: { rank: 1.5 } }), `"lora.rank" is 1.5 but must be an integer`);
  assertEquals(explained({ even: 3 }), `"even" is 3 but must be a multiple of 2`);
  assertEquals(explained({ pools: [] }), `"pools" is [] but must have at least 1 entries`);
  assertEquals(
    explained({ pools: ["tight", "lose"] }),
    `"pools.1" is "lose" but must be "tight" or "loose" (did you mean "loose"?)`,
  );
  assertEquals(explained({ lora: () => 1 }), `"lora" is a function but must be an object`);
  assertEquals(explained(null), `it is null but must be an object`);
});

Deno.test("explain() says once what is allowed, however many break it", () => {
  assertEquals(
    explained({ bta: 1, crdit: 1 }),
    `"bta" is unknown, did you mean "beta"? (allowed are "beta", "credit", "lora", "pools", "weights" or "even"); ` +
      `"crdit" is unknown, did you mean "credit"?`,
  );
  const opponent = z.custom<string>((name) => name === "always-defect", {
    error: "must be always-defect, tit-for-tat or grim",
  });
  const pools = z.strictObject({ pool: z.array(opponent) });
  const value = { pool: ["x", "always-defct", "y"] };
  const { error } = pools.safeParse(value);
  assertEquals(
    error && explain(error, pools, value, () => ["always-defect"]),
    `"pool.0" is "x" but must be always-defect, tit-for-tat or grim; ` +
      `"pool.1" is "always-defct", did you mean "always-defect"?; "pool.2" is "y": the same holds`,
  );
  assertEquals(
    explained({ beta: -1, lora: { rank: 0 } }),
    `"beta" is -1 but must be >= 0; "lora.rank" is 0 but must be >= 1`,
  );
});

Deno.test("explain() tells what the alternative that fits best lacks", () => {
  const either = z.strictObject({
    run: z.union([z.strictObject({ one: z.int(), both: z.int() }), z.strictObject({ two: z.int(), both: z.int() })]),
  });
  const value = { run: { two: 1, both: "x", thre: 3 } };
  const { error } = either.safeParse(value);
  assertEquals(
    error && explain(error, either, value),
    `"run.both" is "x" but must be a finite number; "run.thre" is unknown (allowed are "one", "both" or "two")`,
  );
});

Deno.test("explain() quotes what JSON can't write", () => {
  assertEquals(explained({ beta: 10n }), `"beta" is 10 but must be a finite number`);
  assertEquals(explained({ beta: Symbol("b") }), `"beta" is Symbol(b) but must be a finite number`);
});

Deno.test("explain() tells three mistakes and counts the rest", () => {
  assertEquals(
    explained({ beta: -1, credit: 1, even: 1, lora: 1, pools: 1 }),
    `"beta" is -1 but must be >= 0; "credit" is 1 but must be "per-pool" or "reward-only"; ` +
      `"lora" is 1 but must be an object; and 2 more`,
  );
});

Deno.test("explain() cuts a long value", () => {
  const long = explained({ beta: "x".repeat(1000) });
  assertEquals(long.length < 120, true);
});

Deno.test("explain() offers names that a check of the schema's own could have meant", () => {
  const own = z.strictObject({ who: z.custom<string>(() => false, { error: "Unknown opponent" }) });
  const value = { who: "nash-aprox" };
  const { error } = own.safeParse(value);
  assertEquals(
    error && explain(error, own, value, ([key]) => key === "who" ? ["nash-approx"] : []),
    `"who": Unknown opponent (did you mean "nash-approx"?)`,
  );
});
