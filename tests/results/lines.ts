// Lines of each kind with made-up numbers, for the tests of this folder.
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import {
  type CheckpointLine,
  type EndLine,
  type EpisodeLine,
  type EvaluationLine,
  type HeaderLine,
  type IterationLine,
  type PromptLine,
  RESULTS_VERSION,
  type ResumptionLine,
  type SelectionLine,
  type StageLine,
} from "../../lib/results/schema.ts";

/** A header of a small experiment. */
export function header({ beta = 0.2, seed = 42, arm = "main" } = {}): HeaderLine {
  const plan = compile(
    { name: "tiny", description: "A tiny one", model: tinyQwen(), domain: kuhn(), sepo: { beta } },
    { source: "tiny.ts", seeds: [seed] },
  );
  const { schemaVersion, experiment, description, hash, base, runs } = plan;
  return {
    kind: "header",
    schemaVersion: RESULTS_VERSION,
    plan: { schemaVersion, experiment, description, hash, base },
    run: { ...runs[0]!, arm },
    threads: null,
    versions: { deno: "2.9.6", torch: "2.13.0" },
    hardware: { platform: "linux x86_64", processor: "A processor", cores: 2, memory: 2 ** 34, accelerators: [] },
    git: { revision: "0123abc", dirty: false },
    timings: { startedAt: "2026-01-02T03:04:05.000Z" },
  };
}

export const stage: StageLine = {
  kind: "stage",
  stage: "sft",
  key: "0123",
  files: { "model.safetensors": "a".repeat(64) },
  training: [{ step: 1, loss: 3.2 }],
  validation: [],
  leftOut: 3,
  modules: ["model.layers.3.self_attn.q_proj"],
  timings: { cached: false, total: 12.5 },
};

export const prompt: PromptLine = {
  kind: "prompt",
  domain: "kuhn",
  infoset: "0pb",
  messages: [{ role: "system", content: "Rules" }, { role: "user", content: "You hold J\nand bet" }],
};

export const episode: EpisodeLine = {
  kind: "episode",
  iteration: 1,
  domain: "kuhn",
  pool: "train",
  opponent: "nash-approx",
  index: 0,
  rounds: [{ agent: -1, opponent: 1 }, { agent: 2, opponent: -2, collusion: 0.5 }],
  decisions: [{
    round: 0,
    infoset: "0pb",
    reply: "Weak.\nFOLD ♠",
    tokens: 5,
    action: "FOLD",
    fallback: null,
    advantage: -1,
  }],
};

const terms = { payoff: 0.1, exploitability: 0.2, collusion: 0, externality: 0 };

export const iteration: IterationLine = {
  kind: "iteration",
  iteration: 1,
  domains: {
    kuhn: {
      groups: [{
        pool: "train",
        opponent: "nash-approx",
        episodes: 24,
        terms,
        variance: terms,
        creditedVariance: { exploitability: 0, collusion: 0, externality: 0 },
        silent: false,
        advantageNorm: 0.9,
      }],
      pools: { train: { episodes: 24, terms, varianceInGroups: terms, silentGroups: 0.5, advantageNorm: 0.9 } },
      reward: 0.05,
      constant: ["exploitability"],
      fallbackRate: 0,
    },
  },
  parts: ["kuhn train"],
  replyTokens: { mean: 20.5, max: 30 },
  step: {
    loss: -0.001,
    gradNorm: 0.7,
    kl: 0,
    logRatioToReference: 0,
    clipFraction: 0,
    entropy: 0.4,
    ratio: { mean: 1, max: 1 },
    logProbGap: { mean: 1e-7, max: 1e-6 },
    learningRate: 1e-3,
  },
  timings: { rollout: 1.5, total: 2 },
};

export const checkpoint: CheckpointLine = {
  kind: "checkpoint",
  iteration: 1,
  folder: "checkpoints/1",
  files: { "adapter.safetensors": "b".repeat(64) },
  timings: { save: 0.1 },
};

const rates = { J: 0, Q: 0.5, K: 1 };
const infosets = ["", "p", "b", "pb"].flatMap((history) => [0, 1, 2].map((card) => `${card}${history}`));

export const evaluation: EvaluationLine = {
  kind: "evaluation",
  checkpoint: { stage: "sepo", iteration: 1 },
  purpose: "report",
  domain: "kuhn",
  opponents: [{ pool: "train", opponent: "nash-approx", agent: -0.05, theirs: 0.05 }],
  payoff: -0.05,
  exploitability: 0.1,
  collusion: null,
  externality: null,
  robust: null,
  heldOut: { payoff: -0.2, advantage: 0.4 },
  bestResponse: { opponent: "pure(pbpbpbpbpbpb)", fitted: 0.8, played: null },
  objective: -0.3,
  nra: { undefined: "the game is zero-sum" },
  fallbackRate: 0,
  details: {
    kind: "kuhn",
    policy: infosets.map((infoset) => ({ infoset, bet: 0.5, samples: 256, fallbacks: 0 })),
    answerOnly: Object.fromEntries(infosets.map((infoset) => [infoset, 0.5])),
    rates: { bet: rates, call: rates },
    exploitability: { answerOnly: 0.4, sampled: 0.4, equilibriumAtSameSamples: { mean: 0.01, sd: 0.003 } },
  },
  timings: { total: 3 },
};

export const resumption: ResumptionLine = {
  kind: "resumption",
  iteration: 1,
  versions: { deno: "2.9.7", torch: "2.13.0" },
  hardware: { platform: "linux x86_64", processor: "Another", cores: 4, memory: 2 ** 35, accelerators: [] },
  git: null,
  timings: { startedAt: "2026-01-03T03:04:05.000Z" },
};

export const selection: SelectionLine = {
  kind: "selection",
  checkpoint: { stage: "sepo", iteration: 1 },
  objective: -0.28,
};

export const end: EndLine = { kind: "end", timings: { total: 200 } };

/** One line of every kind but the header. */
export const body = [stage, prompt, episode, iteration, checkpoint, evaluation, resumption, selection, end] as const;
