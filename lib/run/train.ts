/**
 * SEPO's training loop: roll out, credit, one gradient step, and every so often a checkpoint.
 *
 * GRPO as the paper has it: one step for each rollout, so the ratio stays near 1 and the clip rarely acts. There is no
 * value model, no importance correction and no replay.
 */
import type { RunPlan } from "../../dsl/plan.ts";
import { ASKED, type Choice } from "../games/types.ts";
import type { EpisodeLine, IterationLine } from "../results/schema.ts";
import type { Engine } from "../rollout/engine.ts";
import type { Tokenizer } from "../rollout/tokenizer.ts";
import { creditedRewards } from "../sepo/credited_rewards.ts";
import { rewardReport } from "../sepo/reward_report.ts";
import type { Group } from "../sepo/types.ts";
import { packDecisions } from "../trainer/batch.ts";
import type { StepReport, Trainer } from "../trainer/client.ts";
import { creditDecisions, type CreditedTurn } from "./credit_decisions.ts";
import { languagePlayers } from "../rollout/language_players.ts";
import { choicesIn, type PlayedGroup, rollOut } from "./rollout.ts";
import type { RunDomain } from "./run_domains.ts";

/** Tokens, padding included, that go through the model at a time in a gradient step; bounds memory alone. */
const TOKEN_BUDGET = 8192;

/** What the loop works with. The engine and the trainer hold the same weights. */
export interface Training {
  readonly run: RunPlan;
  readonly domains: readonly RunDomain[];
  readonly engine: Engine;
  readonly tokenizer: Tokenizer;
  readonly trainer: Trainer;
  /** What the policy chose when it was measured before training, by domain: whom a best response meets first. */
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
}

/** What one iteration did. */
export interface Iteration {
  readonly line: IterationLine;
  readonly groups: readonly PlayedGroup[];
  readonly turns: readonly (readonly (readonly CreditedTurn[])[])[];
  /** The safetensors file of the adapter after the step; there until the next iteration. */
  readonly adapter: string;
}

/** Runs all iterations; after each, the engine holds the new weights. */
export async function* train(
  { run, domains, engine, tokenizer, trainer, choices: before }: Training,
): AsyncGenerator<Iteration> {
  const { seed, settings: { sepo } } = run;
  const { temperature, maxNewTokens, epsilon, beta } = sepo;
  const language = languagePlayers({ engine, tokenizer, seed, stream: "sampling", temperature, maxNewTokens });
  const games = domains.map(({ domain }) => domain);
  const credits = new Map(domains.map(({ domain, credit }) => [domain.name, credit]));
  let choices = before;
  for (let iteration = 1; iteration <= sepo.iterations; iteration++) {
    const generatedBefore = language.seconds();
    const began = performance.now();
    const groups = await rollOut(games, language.players(choices), sepo, seed, iteration);
    choices = choicesIn(groups);
    const played = performance.now();
    const turns = creditDecisions(groups, ({ name }) => credits.get(name)!);
    const batch = packDecisions(
      turns.flat(2).map(({ answer: { reply }, advantage }) => ({
        prompt: reply.promptTokens,
        reply: reply.tokens,
        logProbs: reply.logProbs,
        advantage,
      })),
    );
    const credited = performance.now();
    const normalizer = sepo.episodesPerOpponent * groups.reduce((sum, { domain }) => sum + domain.rounds, 0);
    const step = await trainer.step(batch, { epsilon, beta, normalizer, temperature }, { tokenBudget: TOKEN_BUDGET });
    await engine.setAdapter(step.adapter);
    const ended = performance.now();
    const timings = {
      rollout: (played - began) / 1000,
      generate: language.seconds() - generatedBefore,
      credit: (credited - played) / 1000,
      step: (ended - credited) / 1000,
      gradient: step.seconds,
      total: (ended - began) / 1000,
    };
    const line = { ...iterationLine(iteration, groups, domains, step, sepo.learningRate), timings };
    yield { line, groups, turns, adapter: step.adapter };
  }
}

function iterationLine(
  iteration: number,
  played: readonly PlayedGroup[],
  domains: readonly RunDomain[],
  step: StepReport,
  learningRate: number,
): Omit<IterationLine, "timings"> {
  const lengths = answersOf(played).map(({ reply }) => reply.tokens.length);
  const { loss, gradNorm, kl, logRatioToReference, clipFraction, entropy, ratio, samplerGap } = step;
  return {
    kind: "iteration",
    iteration,
    domains: Object.fromEntries(domains.map((domain) => [domain.domain.name, domainReport(played, domain)])),
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

function domainReport(
  played: readonly PlayedGroup[],
  { domain, credit }: RunDomain,
): IterationLine["domains"][string] {
  const mine = played.filter((group) => group.domain === domain);
  const groups = mine.map(({ pool, opponent, records }): Group => ({
    pool,
    opponent,
    episodes: records.map(({ rounds }) => rounds),
  }));
  const answers = answersOf(mine);
  return {
    pools: rewardReport(groups, credit),
    reward: mean(
      groups.flatMap(({ pool, episodes }) => episodes.flatMap((rounds) => creditedRewards(rounds, pool, credit))),
    ),
    fallbackRate: answers.filter(({ fallback }) => fallback !== undefined).length / answers.length,
  };
}

function answersOf(played: readonly PlayedGroup[]) {
  return played.flatMap(({ records }) => records.flatMap(({ turns }) => turns.map(({ answer }) => answer)));
}

/** An iteration's episodes as results keep them. */
export function episodeLines({ line, groups, turns }: Iteration): EpisodeLine[] {
  return groups.flatMap(({ domain, pool, opponent, played, records }, g) =>
    records.map(({ rounds }, index): EpisodeLine => ({
      kind: "episode",
      iteration: line.iteration,
      domain: domain.name,
      pool,
      opponent,
      ...played === opponent || played === ASKED ? {} : { played },
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
