import type { RunSettings } from "../../dsl/plan.ts";

/** A setting as text, or nothing where it doesn't apply. */
type Setting = (settings: RunSettings) => string | number | undefined;

/** Where one of the paper's hyperparameters stands in a run's settings. */
export interface HyperparameterSetting {
  readonly sft?: Setting;
  readonly sepo?: Setting;
  /** Whether only Kuhn's settings, or all but Kuhn's, are meant; all without it. */
  readonly domains?: "kuhn" | "but kuhn";
}

/** A setting of SFT's adapter, which isn't used where all weights train. */
const ofAdapter = (value: (lora: RunSettings["sft"]["lora"]) => string | number): Setting => ({ sft }) =>
  sft.weights === "all" ? "all weights" : value(sft.lora);

const percent = (share: number) => `${100 * share} %`;

/** The settings that the paper's hyperparameters are, by the paper's name; one that isn't here is none. */
export const HYPERPARAMETER_SETTINGS: Readonly<Record<string, HyperparameterSetting>> = {
  "lora-rank": { sft: ofAdapter(({ rank }) => rank), sepo: ({ sepo }) => sepo.lora.rank },
  "lora-alpha": { sft: ofAdapter(({ alpha }) => alpha), sepo: ({ sepo }) => sepo.lora.alpha },
  "lora-dropout": { sft: ofAdapter(({ dropout }) => dropout), sepo: () => "none" },
  "lora-targets": { sft: ofAdapter(({ targets }) => targets), sepo: ({ sepo }) => sepo.lora.targets },
  optimizer: { sft: () => "AdamW", sepo: () => "AdamW" },
  "learning-rate": {
    sft: ({ sft }) => sft.learningRate,
    sepo: ({ sepo }) => sepo.learningRate,
    domains: "but kuhn",
  },
  "learning-rate-kuhn": { sepo: ({ sepo }) => sepo.learningRate, domains: "kuhn" },
  schedule: { sft: ({ sft }) => sft.schedule, sepo: () => "constant" },
  "warm-up": { sft: ({ sft }) => percent(sft.warmupRatio) },
  "grad-clip": { sft: ({ sft }) => sft.maxGradNorm, sepo: ({ sepo }) => sepo.maxGradNorm },
  batch: { sft: ({ sft }) => sft.batchSize },
  accumulation: { sft: ({ sft }) => sft.accumulation },
  "max-length": { sft: ({ sft }) => sft.maxLength },
  epochs: { sft: ({ sft }) => sft.epochs },
  episodes: { sepo: ({ sepo }) => sepo.episodesPerOpponent },
  iterations: { sepo: ({ sepo }) => sepo.iterations },
  "checkpoint-every": { sepo: ({ sepo }) => sepo.checkpointEvery },
  beta: { sepo: ({ sepo }) => sepo.beta, domains: "but kuhn" },
  "beta-kuhn": { sepo: ({ sepo }) => sepo.beta, domains: "kuhn" },
  epsilon: { sepo: ({ sepo }) => sepo.epsilon },
  temperature: { sepo: ({ sepo }) => sepo.temperature },
  "new-tokens": { sepo: ({ sepo }) => sepo.maxNewTokens },
};
