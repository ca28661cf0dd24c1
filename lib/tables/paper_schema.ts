import { z } from "zod";
import type { DomainName } from "../games/domains.ts";

/** The domains that the paper has results of. */
const PAPER_DOMAINS = [
  "ipd",
  "auction",
  "negotiation",
  "negotiation-gt",
  "kuhn",
] as const satisfies readonly DomainName[];

/** The two states of the paper: arXiv v1, and the manuscript that the authors corrected. */
export const EDITIONS = ["v1", "corrected"] as const;

const editionSchema = z.enum(EDITIONS);

/** Where figures stand in the paper. */
const sourceSchema = z.strictObject({
  /** The editions that have it. */
  editions: z.array(editionSchema).min(1),
  /** The section or table, by what it is about. */
  place: z.string().min(1),
});

/** A cell as printed, `−.091` with its typographic minus, and the name of its source. */
const cellSchema = z.strictObject({ printed: z.string().min(1), source: z.string().min(1) });

/** A cell that holds a number. */
const figureSchema = cellSchema.extend({ printed: z.string().regex(/^[+−]?(?:\d+(?:\.\d+)?|\.\d+)$/) });

const figures = <Name extends string>(names: readonly Name[]) => z.partialRecord(z.enum(names), figureSchema);

/** λ of a domain, and the payoff that its scale s = 3 / maxPayoff is taken from. */
const objectiveSchema = z.strictObject({
  domain: z.enum(PAPER_DOMAINS),
  /** What the paper calls the domain. */
  label: z.string().min(1),
  editions: z.array(editionSchema).min(1),
  maxPayoff: figureSchema,
  exploitability: figureSchema,
  /** Absent where the edition has no collusion in the domain. */
  collusion: figureSchema.exactOptional(),
  externality: figureSchema,
  /** λc of evaluation, where it isn't that of training. */
  evaluationCollusion: figureSchema.exactOptional(),
});

/** Which weights a row is about: SEPO's by iterations done, or after the last. */
const checkpointSchema = z.union([z.enum(["base", "sft", "final"]), z.int().min(1)]);

/** Measures that tables of results print. */
const MEASURES = ["payoff", "exploitability", "collusion", "externality", "safety", "nra"] as const;

/** Rates by card that Kuhn's table prints. */
const RATES = ["betJ", "betQ", "betK", "callJ", "callQ", "callK"] as const;

const rowShape = {
  edition: editionSchema,
  domain: z.enum(PAPER_DOMAINS),
  model: z.string().min(1),
};

const tablesShape = {
  objectives: z.array(objectiveSchema),
  results: z.array(z.strictObject({ ...rowShape, checkpoint: checkpointSchema, cells: figures(MEASURES) })),
  frequencies: z.array(z.strictObject({ ...rowShape, checkpoint: checkpointSchema, cells: figures(RATES) })),
  /** Exploit before SFT, after it, and after SEPO. */
  degradation: z.array(z.strictObject({ ...rowShape, cells: figures(["base", "sft", "sepo"]) })),
  /** Collusion in IPD's training, by arm and step. */
  mechanism: z.array(z.strictObject({
    edition: editionSchema,
    credit: z.string().min(1),
    cells: z.record(z.string().regex(/^[1-9]\d*$/), figureSchema),
  })),
  hyperparameters: z.array(z.strictObject({
    name: z.string().min(1),
    label: z.string().min(1),
    cells: z.partialRecord(z.enum(["sft", "sepo"]), cellSchema),
  })),
};

/** The names of all sources that cells somewhere inside a value have. */
function sourcesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "source" in value && typeof value.source === "string" ? [value.source] : [];
  return [...own, ...Object.values(value).flatMap(sourcesIn)];
}

/** The paper's figures: every table, each cell with its source. */
export const paperSchema = z.strictObject({
  about: z.string(),
  sources: z.record(z.string(), sourceSchema),
  ...tablesShape,
}).superRefine(({ sources, ...tables }, context) => {
  const missing = sourcesIn(tables).find((source) => !Object.hasOwn(sources, source));
  if (missing !== undefined) context.addIssue({ code: "custom", message: `there is no source "${missing}"` });
});

/** The paper's figures. */
export type Paper = z.output<typeof paperSchema>;

/** One of the two states of the paper. */
export type Edition = typeof EDITIONS[number];

/** A cell as printed, with its source. */
export type PaperCell = z.output<typeof cellSchema>;

/** A row of the paper's results. */
export type PaperRow = Paper["results"][number];

/** λ and scale of a domain in an edition. */
export type PaperObjective = Paper["objectives"][number];

/** A row's checkpoint. */
export type PaperCheckpoint = PaperRow["checkpoint"];
