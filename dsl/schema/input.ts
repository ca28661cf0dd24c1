/** What a researcher may write, as types: what the schemas check at load, the editor refuses before. */
import type { z } from "zod";
import type { DomainName } from "../../lib/games/domains.ts";
import type { DomainInput, PenaltiesInput } from "./domain.ts";
import type { evaluationSchema } from "./evaluation.ts";
import type { modelSchema } from "./model.ts";
import type { sepoSchema } from "./sepo.ts";
import type { sftSchema } from "./sft.ts";

/** Sections that any experiment may have. */
interface CommonInput {
  /** The language model: `qwen35_4b()`, or `tinyQwen()` for a small one. */
  readonly model: z.input<typeof modelSchema>;
  /** Supervised fine-tuning. */
  readonly sft?: z.input<typeof sftSchema>;
  /** Safe Equilibrium Policy Optimization. */
  readonly sepo?: z.input<typeof sepoSchema>;
}

/** How checkpoints are measured. */
type EvaluationInput<Penalties> = z.input<typeof evaluationSchema> & {
  /** λ that J is reported with; those of training, or the domain's own for evaluation, where it is left out. */
  readonly penalties?: Penalties;
};

/** λ by domain, of the penalties that each defines; no unit. */
type JointPenalties<Name extends DomainName> = { readonly [N in Name]?: PenaltiesInput<N> };

/** Sections of an experiment on one domain. */
export interface SingleInput<Name extends DomainName> extends CommonInput {
  /** The game: `kuhn()`. */
  readonly domain: DomainInput<Name>;
  readonly domains?: never;
  /** λ of each penalty that the domain defines; no unit. */
  readonly penalties?: PenaltiesInput<Name>;
  /** How checkpoints are measured. */
  readonly evaluation?: EvaluationInput<PenaltiesInput<Name>>;
}

/** Sections of an experiment on several domains. */
export interface JointInput<Name extends DomainName> extends CommonInput {
  /** The games that are trained jointly, each once; their order says nothing. */
  readonly domains: readonly [DomainInput<Name>, DomainInput<Name>, ...DomainInput<Name>[]];
  readonly domain?: never;
  /** λ by domain, of the penalties that each defines; no unit. */
  readonly penalties?: JointPenalties<Name>;
  /** How checkpoints are measured. */
  readonly evaluation?: EvaluationInput<JointPenalties<Name>>;
}

/** {@linkcode JointInput} as paths lead through it: `domains.ipd.rounds`. */
type JointByName<Name extends DomainName> = Omit<JointInput<Name>, "domain" | "domains"> & {
  readonly domains: { readonly [N in Name]: DomainInput<N> };
};

/** Dotted paths to the leaves of `T`. Lists are leaves; a `name` says which model or domain it is and can't vary. */
type Paths<T> = T extends unknown ? {
    [Key in Exclude<keyof T & string, "name">]-?: NonNullable<T[Key]> extends readonly unknown[] ? Key
      : NonNullable<T[Key]> extends object ? `${Key}.${Paths<NonNullable<T[Key]>> & string}`
      : Key;
  }[Exclude<keyof T & string, "name">]
  : never;

/** Type of the value at a path of `T`. */
type At<T, Path extends string> = T extends unknown
  ? Path extends `${infer Key}.${infer Rest}` ? Key extends keyof T ? At<NonNullable<T[Key]>, Rest> : never
  : Path extends keyof T ? NonNullable<T[Path]>
  : never
  : never;

/** Lists of values by path. */
type Varied<T> = { readonly [Path in Paths<T> & string]?: readonly At<T, Path>[] };

/** Settings to vary together: the arms are all combinations. */
type Grid<Sections> = Varied<Sections> & Varied<NonNullable<CommonInput["sepo"]>>;

/** What else an experiment has; `Sections` are those that its ablations may vary. */
interface Head<Sections> {
  /** The file's name without its ending: lower-case words joined by hyphens. */
  readonly name: string;
  /** One line for the list of experiments. */
  readonly description: string;
  /**
   * Settings to vary by their paths, each with its values: the arms are all their combinations. SEPO's need not name their
   * section: `credit` stands for `sepo.credit`. Of domains that are trained jointly, `domains.ipd.rounds` is a path. A list
   * of such grids makes the arms of one after the other; `{}` is the arm that varies nothing.
   */
  readonly ablations?: Grid<Sections> | readonly Grid<Sections>[];
  /** Seeds to run every arm with, each in [0, 2³²); by default 42. */
  readonly seeds?: readonly number[];
}

/** An experiment as a researcher writes it; see `defineExperiment`. */
export type Experiment<Name extends DomainName = DomainName> =
  | SingleInput<Name> & Head<Omit<SingleInput<Name>, "domains">>
  | JointInput<Name> & Head<JointByName<Name>>;
