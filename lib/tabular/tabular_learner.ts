import type { RunSettings } from "../../dsl/plan.ts";
import { seconds, secondsSince } from "../clock/seconds.ts";
import { trainingExamples } from "../data/training_examples.ts";
import { fittedShares } from "../games/fitted_shares.ts";
import type { PastCheckpoint } from "../games/model_opponents.ts";
import type { Demonstration, Domain } from "../games/types.ts";
import { contentHash } from "../json/content_hash.ts";
import type { Stream } from "../random/uniform.ts";
import { type PolicyPlayers, policyPlayers } from "../rollout/policy_players.ts";
import type { CreditedTurn } from "../run/credit_decisions.ts";
import type { Learner, StageReport, StepLoss, StepOutcome } from "../run/learner.ts";
import { AdamW } from "./adamw.ts";
import { gradientNorm, type Gradients, gradientsOf } from "./gradients.ts";
import { type InitialRow, Table } from "./table.ts";
import { readPast, readTable, writePast, writeTable } from "./table_files.ts";
import { TabularPolicy } from "./tabular_policy.ts";

/** What a table is trained with. */
export interface TabularLearnerOptions {
  readonly settings: RunSettings;
  readonly domains: readonly Domain[];
  readonly seed: number;
}

/** Every legal action as likely. */
const uniformRow: InitialRow = (_, legal) => legal.map(() => 0);

/** The row that demonstrators' choices show, see {@linkcode fittedShares}: what maximizes their likelihood, but for the prior. */
function demonstratedRow(counts: ReadonlyMap<string, ReadonlyMap<string, number>>): InitialRow {
  return (state, legal) => {
    const seen = counts.get(state);
    return fittedShares(legal.map((action) => seen?.get(action) ?? 0)).map(Math.log);
  };
}

/** How often demonstrators took each action, by state. The action is the last line of what they say. */
function countsOf(examples: readonly Demonstration[], domains: readonly Domain[]) {
  const byName = new Map(domains.map((domain) => [domain.name, domain]));
  const counts = new Map<string, Map<string, number>>();
  for (const { domain, infoset, messages: [, , { content }] } of examples) {
    const state = `${domain} ${byName.get(domain)!.observableState(infoset)}`;
    const action = content.slice(content.lastIndexOf("\n") + 1);
    const row = counts.get(state) ?? new Map<string, number>();
    counts.set(state, row.set(action, (row.get(action) ?? 0) + 1));
  }
  return counts;
}

/** A table: the same objective as a language model's, with gradients that are written out. */
export class TabularLearner implements Learner {
  readonly machine: Learner["machine"] = { versions: {}, device: { kind: "cpu", name: "table", memoryBytes: 0 } };
  readonly #options: TabularLearnerOptions;
  readonly #past = new Map<PastCheckpoint, Table>();
  #adamw: AdamW;
  /** What rows of the table are before they are first asked for. */
  #initial = uniformRow;
  #table = new Table(this.#initial);
  #reference = new Table(this.#initial);

  constructor(options: TabularLearnerOptions) {
    this.#options = options;
    this.#adamw = new AdamW(options.settings.sepo);
  }

  prepare(): Promise<StageReport> {
    return Promise.resolve({ key: contentHash({ model: "tabular" }), files: {}, hit: false });
  }

  fineTune(): Promise<StageReport> {
    const { settings: { sft: { examples, validationExamples } }, domains } = this.#options;
    const { train } = trainingExamples(domains, { train: examples, valid: validationExamples });
    const counts = countsOf(train, domains);
    this.#initial = demonstratedRow(counts);
    this.#table = new Table(this.#initial);
    this.#reference = this.#table.copy();
    const key = contentHash([...counts].map(([state, row]) => [state, [...row]]));
    return Promise.resolve({ key, files: {}, hit: false });
  }

  begin(): Promise<StageReport> {
    const { weightDecay, learningRate } = this.#options.settings.sepo;
    return Promise.resolve({ key: contentHash({ weightDecay, learningRate }), files: {}, hit: false });
  }

  ask(stream: Stream, temperature: number): PolicyPlayers {
    const { seed } = this.#options;
    return policyPlayers((past) =>
      new TabularPolicy({
        table: () => past === undefined ? this.#table : this.#past.get(past) ?? this.#reference,
        seed,
        stream,
        temperature,
      })
    );
  }

  step(turns: readonly CreditedTurn[], { normalizer, measureParts }: StepLoss): Promise<StepOutcome> {
    const began = seconds();
    const { epsilon, epsilonHigh = epsilon, beta, kl, temperature, maxGradNorm } = this.#options.settings.sepo;
    const settings = { epsilon, epsilonHigh, beta: kl === "none" ? 0 : beta, kl, temperature, normalizer };
    const { report, gradients, parts } = gradientsOf(turns, this.#table, this.#reference, settings, measureParts);
    const norm = gradientNorm(gradients);
    this.#adamw.step(this.#table.entries(), norm > maxGradNorm ? scaled(gradients, maxGradNorm / norm) : gradients);
    return Promise.resolve({
      report: { ...report, gradNorm: norm, ...parts === undefined ? {} : { parts } },
      seconds: secondsSince(began),
    });
  }

  keep(checkpoint: PastCheckpoint): Promise<void> {
    this.#past.set(checkpoint, this.#table.copy());
    return Promise.resolve();
  }

  async saveState(folder: string): Promise<void> {
    // What was asked for and never trained on is left out: who measures a table leaves no trace in it.
    const trained = [...this.#table.entries()].filter(([state]) => this.#adamw.has(state));
    await writeTable(folder, { logits: Object.fromEntries(trained), optimizer: this.#adamw.state() });
    await writePast(folder, new Map([...this.#past].map(([checkpoint, table]) => [checkpoint, table.changed()])));
  }

  async restoreState(folder: string): Promise<void> {
    const { logits, optimizer } = await readTable(folder);
    this.#table = new Table(this.#initial, Object.entries(logits));
    this.#adamw = new AdamW(this.#options.settings.sepo, optimizer);
    const past = await readPast(folder);
    for (const checkpoint of this.#past.keys()) {
      this.#past.set(checkpoint, new Table(this.#initial, Object.entries(past[checkpoint] ?? {})));
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

function scaled(gradients: Gradients, factor: number): Gradients {
  return new Map([...gradients].map(([state, row]) => [state, row.map((value) => factor * value)]));
}
