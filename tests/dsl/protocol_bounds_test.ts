import { assert, assertEquals } from "@std/assert";
import { z } from "zod";
import { tinyGemmaSchema, tinyQwenSchema } from "../../dsl/schema/model.ts";
import { seed } from "../../dsl/schema/numbers.ts";
import { sepoSchema } from "../../dsl/schema/sepo.ts";
import { sftSchema } from "../../dsl/schema/sft.ts";
import { evaluationSchema } from "../../dsl/schema/evaluation.ts";
import { requestSchemas } from "../../lib/trainer/protocol.ts";

/** What a schema takes of one value, as JSON Schema says it. */
const valuesSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().default(-Infinity),
  exclusiveMinimum: z.number().default(-Infinity),
  maximum: z.number().default(Infinity),
  exclusiveMaximum: z.number().default(Infinity),
});

type Values = z.output<typeof valuesSchema>;

/** The values at a path; where alternatives stand, those of the one that has the path. */
function valuesAt(schema: z.ZodType, path: string): Values {
  const walk = (at: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return at;
    const { properties = {}, anyOf = [] } = z.looseObject({
      properties: z.record(z.string(), z.unknown()).optional(),
      anyOf: z.array(z.unknown()).optional(),
    }).parse(at);
    if (Object.hasOwn(properties, key)) return walk(properties[key], rest);
    return anyOf.map((each) => walk(each, [key, ...rest])).find((found) => found !== undefined);
  };
  return valuesSchema.parse(walk(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), path.split(".")));
}

/** The least that is taken, and whether it is itself. */
function least({ type, minimum, exclusiveMinimum }: Values): { bound: number; open: boolean } {
  if (type === "integer") return { bound: Math.max(minimum, exclusiveMinimum + 1), open: false };
  return exclusiveMinimum >= minimum ? { bound: exclusiveMinimum, open: true } : { bound: minimum, open: false };
}

/** The most that is taken, and whether it is itself. */
function most({ type, maximum, exclusiveMaximum }: Values): { bound: number; open: boolean } {
  if (type === "integer") return { bound: Math.min(maximum, exclusiveMaximum - 1), open: false };
  return exclusiveMaximum <= maximum ? { bound: exclusiveMaximum, open: true } : { bound: maximum, open: false };
}

/** Fails if `inner` takes what `outer` doesn't. */
function assertWithin(inner: Values, outer: Values, what: string): void {
  assert(inner.type === outer.type || (inner.type === "integer" && outer.type === "number"), `${what}: type`);
  if (outer.enum !== undefined) assertEquals(inner.enum?.filter((value) => !outer.enum?.includes(value)), [], what);
  const [low, lowest] = [least(inner), least(outer)];
  assert(low.bound > lowest.bound || (low.bound === lowest.bound && (low.open || !lowest.open)), `${what}: minimum`);
  const [high, highest] = [most(inner), most(outer)];
  assert(
    high.bound < highest.bound || (high.bound === highest.bound && (high.open || !highest.open)),
    `${what}: maximum`,
  );
}

/** Settings and the request's fields that they become. */
const PASSED_ON: readonly [
  from: string,
  settings: z.ZodType,
  to: keyof typeof requestSchemas,
  fields: [string, string][],
][] = [
  ["sft", sftSchema, "sft", [
    ["learningRate", "learningRate"],
    ["weightDecay", "weightDecay"],
    ["maxGradNorm", "maxGradNorm"],
    ["schedule", "schedule"],
    ["warmupRatio", "warmup"],
    ["epochs", "epochs"],
    ["batchSize", "batchSize"],
    ["accumulation", "accumulation"],
    ["maxLength", "maxLength"],
    ["lora.rank", "weights.rank"],
    ["lora.alpha", "weights.alpha"],
    ["lora.targets", "weights.targets"],
    ["lora.dropout", "weights.dropout"],
  ]],
  ["sepo", sepoSchema, "load", [
    ["learningRate", "learningRate"],
    ["weightDecay", "weightDecay"],
    ["maxGradNorm", "maxGradNorm"],
    ["lora.rank", "lora.rank"],
    ["lora.alpha", "lora.alpha"],
    ["lora.targets", "lora.targets"],
  ]],
  ["sepo", sepoSchema, "step", [
    ["epsilon", "loss.epsilon"],
    ["beta", "loss.beta"],
    ["temperature", "loss.temperature"],
  ]],
  ["evaluation", evaluationSchema, "logProbs", [["temperature", "temperature"]]],
  ["model", tinyQwenSchema, "trainTokenizer", [["vocabulary", "vocabularySize"]]],
  ["tiny-gemma", tinyGemmaSchema, "trainTokenizer", [["vocabulary", "vocabularySize"]]],
  ["experiment", z.strictObject({ seed }), "sft", [["seed", "seed"]]],
];

for (const [from, settings, to, fields] of PASSED_ON) {
  Deno.test(`${from} takes no value that the trainer's ${to} refuses`, () => {
    for (const [name, field] of fields) {
      assertWithin(valuesAt(settings, name), valuesAt(requestSchemas[to], field), `${from}.${name}`);
    }
  });
}
