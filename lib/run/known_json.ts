import { z } from "zod";
import type { Known } from "./train.ts";

/** What an iteration goes by, as a file beside the learner's keeps it. */
export const knownSchema = z.strictObject({
  choices: z.record(z.string(), z.array(z.strictObject({ infoset: z.string(), action: z.string() }))),
  gaps: z.record(z.string(), z.number()),
}).transform(({ choices, gaps }): Known => ({
  choices: new Map(Object.entries(choices)),
  gaps: new Map(Object.entries(gaps)),
}));

/** The JSON that {@linkcode knownSchema} reads. */
export function knownJson({ choices, gaps }: Known): z.input<typeof knownSchema> {
  const lists = [...choices].map(([domain, chosen]) => [domain, [...chosen]]);
  return { choices: Object.fromEntries(lists), gaps: Object.fromEntries(gaps) };
}
