import type { PastCheckpoint } from "../games/model_opponents.ts";
import type { Stream } from "../random/uniform.ts";
import type { IterationLine, StageLine } from "../results/schema.ts";
import type { PolicyPlayers } from "../rollout/policy_players.ts";
import type { Trainer } from "../trainer/client.ts";
import type { CreditedTurn } from "./credit_decisions.ts";

/** What a stage has to say of itself. */
export type StageReport = Pick<StageLine, "key" | "files"> & Partial<Omit<StageLine, "kind" | "stage" | "timings">> & {
  /** Whether it was found as an earlier run had made it. */
  readonly hit: boolean;
};

/** The loss of a gradient step, beside what the settings say of it. */
export interface StepLoss {
  /** What the sum over decisions is divided by. */
  readonly normalizer: number;
  /** Whether the gradients of the parts are measured one by one, which takes a pass for each. */
  readonly measureParts: boolean;
}

/** What a gradient step did. */
export interface StepOutcome {
  readonly report: Omit<IterationLine["step"], "learningRate">;
  /** How long the gradient took. */
  readonly seconds: number;
}

/**
 * What a run trains: a language model or a table. The stages come in order, `prepare`, `fineTune`, `begin`, then steps;
 * between them its policy can be asked, as it is then.
 */
export interface Learner extends AsyncDisposable {
  /** What computes its gradients. */
  readonly machine: {
    readonly versions: Readonly<Record<string, string>>;
    readonly device: Trainer["machine"]["device"];
  };
  /** Makes or loads the model that SFT starts from. */
  prepare(): Promise<StageReport>;
  /** Learns from the demonstrators. */
  fineTune(): Promise<StageReport>;
  /** Gets ready for gradient steps; what it was before the first is the reference of the KL penalty. */
  begin(): Promise<StageReport>;
  /** Policies with the weights that the learner has when they are asked. */
  ask(stream: Stream, temperature: number): PolicyPlayers;
  /** One gradient step on decisions that its own policy made. */
  step(turns: readonly CreditedTurn[], loss: StepLoss): Promise<StepOutcome>;
  /** Lets the weights as they are stand in for an earlier policy from now on. */
  keep(checkpoint: PastCheckpoint): Promise<void>;
  /** Writes what it needs to go on from here as if it had never stopped, into a folder that is there. */
  saveState(folder: string): Promise<void>;
  /**
   * Becomes what it was when it wrote that; after `begin`. One that is `forked` from it may have other settings of the
   * optimizer, which apply from the next step on.
   */
  restoreState(folder: string, options?: { readonly forked: boolean }): Promise<void>;
}
