import { domainsOf } from "../../dsl/domains_of.ts";
import type { RunPlan } from "../../dsl/plan.ts";
import { TabularLearner } from "../tabular/tabular_learner.ts";
import type { DownloadProgress, SftProgress } from "../trainer/protocol.ts";
import { openLanguageLearner } from "./language_learner.ts";
import type { Learner } from "./learner.ts";

/** What a learner needs besides its run. */
export interface LearnerOptions {
  /** The interpreter that a language model's trainer runs on; a table needs none. */
  readonly python: string | undefined;
  /** The trainer's log file. */
  readonly log: string;
  /** The folder of cached stages. */
  readonly cache: string;
  /** CPU threads of the trainer and of the engine; their own choice if undefined. */
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  readonly onDownload: (progress: DownloadProgress) => void;
  readonly onSft: (progress: SftProgress) => void;
}

/** Opens what a run trains, whichever its model is. */
export async function openLearner({ settings, seed }: RunPlan, options: LearnerOptions): Promise<Learner> {
  const domains = domainsOf(settings).map(({ domain: { name } }) => name);
  const { model } = settings;
  if (model.name === "tabular") return new TabularLearner({ settings, domains, seed });
  const { python, threads, ...rest } = options;
  if (python === undefined) throw new TypeError(`Model "${model.name}" is trained in Python, and there is none`);
  const given = threads === undefined ? {} : { threads };
  return await openLanguageLearner({ model, settings, domains, seed, python, ...given, ...rest });
}
