/**
 * SEPO's training loop: roll out, credit, one gradient step, and every so often a checkpoint.
 *
 * GRPO as the paper has it: one step for each rollout, so the ratio stays near 1 and the clip rarely acts. There is no
 * value model, no importance correction and no replay.
 */
import type { RunPlan, RunSettings } from "../../dsl/plan.ts";
import type { Domain } from "../games/types.ts";
import type { EpisodeLine, IterationLine } from "../results/schema.ts";
import type { Engine } from "../rollout/engine.ts";
import { LanguagePolicy } from "../rollout/language_policy.ts";
import type { Tokenizer } from "../rollout/tokenizer.ts";
import { creditedRewards } from "../sepo/credited_rewards.ts";
import { rewardReport } from "../sepo/reward_report.ts";
import type { CreditSettings, Group } from "../sepo/types.ts";
import { packDecisions } from "../trainer/batch.ts";
import type { StepReport, Trainer } from "../trainer/client.ts";
import { creditDecisions, type CreditedTurn } from "./credit_decisions.ts";
import { type PlayedGroup, rollOut } from "./rollout.ts";

/** Tokens, padding included, that go through the model at a time in a gradient step; bounds memory alone. */
const TOKEN_BUDGET = 8192;

/** What the loop works with. The engine and the trainer hold the same weights. */
export interface Training {
  readonly run: RunPlan;
  readonly domain: Domain;
  readonly engine: Engine;
  readonly tokenizer: Tokenizer;
  readonly trainer: Trainer;
}

/** What one iteration did. */
export interface Iteration {
  readonly line: IterationLine;
  readonly groups: readonly PlayedGroup[];
  readonly turns: readonly (readonly (readonly CreditedTurn[])[])[];
}

/** How a run's settings turn rewards into advantages. */
export function creditSettings({ penalties, sepo }: RunSettings, { payoffScale }: Domain): CreditSettings {
  const { credit, return: kind, normalize, advantageStd } = sepo;
  return { penalties, payoffScale, credit, return: kind, normalize, advantageStd };
}

/** Runs all iterations; after each, the engine holds the new weights. */
export async function* train({ run, domain, engine, tokenizer, trainer }: Training): AsyncGenerator<Iteration> {
  const { seed, settings } = run;
  const { sepo } = settings;
  const credit = creditSettings(settings, domain);
  const { temperature, maxNewTokens, epsilon, beta } = sepo;
  const policy = new LanguagePolicy({ engine, tokenizer, seed, stream: "sampling", temperature, maxNewTokens });
  for (let iteration = 1; iteration <= sepo.iterations; iteration++) {
    const generatedBefore = policy.seconds;
    const began = performance.now();
    const groups = await rollOut(domain, policy, sepo, seed, iteration);
    const played = performance.now();
    const turns = creditDecisions(groups, credit);
    const batch = packDecisions(
      turns.flat(2).map(({ answer: { reply }, advantage }) => ({
        prompt: reply.promptTokens,
        reply: reply.tokens,
        logProbs: reply.logProbs,
        advantage,
      })),
    );
    const credited = performance.now();
    const normalizer = groups.length * sepo.episodesPerOpponent * domain.rounds;
    const step = await trainer.step(batch, { epsilon, beta, normalizer, temperature }, { tokenBudget: TOKEN_BUDGET });
    await engine.setAdapter(step.adapter);
    const ended = performance.now();
    const timings = {
      rollout: (played - began) / 1000,
      generate: policy.seconds - generatedBefore,
      credit: (credited - played) / 1000,
      step: (ended - credited) / 1000,
      gradient: step.seconds,
      total: (ended - began) / 1000,
    };
    yield { line: { ...iterationLine(iteration, groups, credit, step, sepo.learningRate), timings }, groups, turns };
  }
}

function iterationLine(
  iteration: number,
  played: readonly PlayedGroup[],
  credit: CreditSettings,
  step: StepReport,
  learningRate: number,
): Omit<IterationLine, "timings"> {
  const groups = played.map(({ pool, opponent, records }): Group => ({
    pool,
    opponent,
    episodes: records.map(({ rounds }) => rounds),
  }));
  const answers = played.flatMap(({ records }) => records.flatMap(({ turns }) => turns.map(({ answer }) => answer)));
  const rewards = groups.flatMap(({ pool, episodes }) =>
    episodes.flatMap((rounds) => creditedRewards(rounds, pool, credit))
  );
  const lengths = answers.map(({ reply }) => reply.tokens.length);
  const unread = answers.filter(({ fallback }) => fallback !== undefined).length;
  const { loss, gradNorm, kl, logRatioToReference, clipFraction, entropy, ratio, samplerGap } = step;
  return {
    kind: "iteration",
    iteration,
    pools: rewardReport(groups, credit),
    reward: mean(rewards),
    fallbackRate: unread / answers.length,
    replyTokens: { mean: mean(lengths), max: Math.max(...lengths) },
    step: {
      loss,
      gradNorm,
      kl,
      logRatioToReference,
      clipFraction,
      entropy,
      ratio,
      logProbGap: samplerGap,
      learningRate,
    },
  };
}

/** An iteration's episodes as results keep them. */
export function episodeLines({ line, groups, turns }: Iteration, domain: Domain): EpisodeLine[] {
  return groups.flatMap(({ pool, opponent, records }, g) =>
    records.map(({ rounds }, index): EpisodeLine => ({
      kind: "episode",
      iteration: line.iteration,
      domain: domain.name,
      pool,
      opponent,
      index,
      rounds: [...rounds],
      decisions: turns[g]![index]!.map(({ decision: { round, infoset }, answer, advantage }) => ({
        round,
        infoset,
        reply: answer.reply.text,
        tokens: answer.reply.tokens.length,
        action: answer.action,
        fallback: answer.fallback ?? null,
        advantage,
      })),
    }))
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
