import type { RunPlan } from "../../dsl/plan.ts";
import type { BatchSizes } from "../memory/batch_sizes.ts";
import { TabularLearner } from "../tabular/tabular_learner.ts";
import type { DownloadProgress, SftProgress } from "../trainer/protocol.ts";
import { openLanguageLearner } from "./language_learner.ts";
import type { Learner } from "./learner.ts";
import { runDomains } from "./run_domains.ts";
import type { Tools } from "./tools.ts";

/** What a learner needs besides its run. */
export interface LearnerOptions {
  /** What language models are computed with; a table needs nothing. */
  readonly tools: Tools | undefined;
  /** The trainer's log file. */
  readonly log: string;
  /** The folder of cached stages. */
  readonly cache: string;
  /** CPU threads of the trainer and of the engine; their own choice if undefined. */
  readonly threads: number | undefined;
  /** Bounds on a language model's batches; what fits into the device's memory where one is left out. */
  readonly batches: Partial<BatchSizes>;
  readonly signal: AbortSignal;
  /** Told, in one line, what a user should know of how a language model is computed. */
  readonly onNote: (line: string) => void;
  readonly onDownload: (progress: DownloadProgress) => void;
  readonly onSft: (progress: SftProgress) => void;
}

/** Opens what a run trains, whichever its model is. */
export async function openLearner({ settings, seed }: RunPlan, options: LearnerOptions): Promise<Learner> {
  const domains = runDomains(settings).map(({ domain }) => domain);
  const { model } = settings;
  if (model.name === "tabular") return new TabularLearner({ settings, domains, seed });
  const { tools, threads, ...rest } = options;
  if (tools === undefined) throw new TypeError(`Model "${model.name}" is trained in Python, and there is none`);
  const given = threads === undefined ? {} : { threads };
  return await openLanguageLearner({ model, settings, domains, seed, ...tools, ...given, ...rest });
}
