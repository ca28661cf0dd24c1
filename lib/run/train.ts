/**
 * SEPO's training loop: roll out, credit, one gradient step, and every so often a checkpoint.
 *
 * GRPO as the paper has it: one step for each rollout, so the ratio stays near 1 and the clip rarely acts. There is no
 * value model and no replay.
 */
import type { RunPlan } from "../../dsl/plan.ts";
import { seconds, secondsSince } from "../clock/seconds.ts";
import { timed } from "../clock/timed.ts";
import { ASKED, type Choice, type Pool } from "../games/types.ts";
import type { EpisodeLine, IterationLine, PromptLine } from "../results/schema.ts";
import { groupGap } from "../sepo/pool_penalties.ts";
import { rewardReport } from "../sepo/reward_report.ts";
import type { Group } from "../sepo/types.ts";
import { playAuxiliary } from "./auxiliary.ts";
import { creditDecisions, type CreditedTurn, partsOf } from "./credit_decisions.ts";
import type { Learner } from "./learner.ts";
import { choicesIn, groupOf, type PlayedGroup, rollOut } from "./rollout.ts";
import type { RunDomain } from "./run_domains.ts";

/** What the loop works with. */
export interface Training {
  readonly run: RunPlan;
  readonly domains: readonly RunDomain[];
  readonly learner: Learner;
  /** Iterations that are done already. */
  readonly done: number;
  /** What is known of the policy after them. */
  readonly before: Known;
}

/** What an iteration goes by that its own episodes mustn't tell it: it is of those before. */
export interface Known {
  /** What the policy chose, by domain: whom a best response meets. */
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
  /** By how much each opponent earned more a round than the policy, by {@linkcode gapKey}: who is taken to exploit it. */
  readonly gaps: ReadonlyMap<string, number>;
}

/** The key of an opponent's gap. */
export function gapKey(domain: string, pool: Pool, opponent: string): string {
  return `${domain} ${pool} ${opponent}`;
}

/** What one iteration did. */
export interface Iteration {
  readonly line: IterationLine;
  readonly groups: readonly PlayedGroup[];
  readonly turns: readonly (readonly (readonly CreditedTurn[])[])[];
  /** What the next iteration goes by. */
  readonly known: Known;
}

/** Runs all iterations that are left; after each, the learner holds the new weights. */
export async function* train({ run, domains, learner, done, before }: Training): AsyncGenerator<Iteration> {
  const { seed, settings: { sepo } } = run;
  const { temperature } = sepo;
  const playing = learner.ask("sampling", temperature);
  const auxiliary = sepo.credit === "auxiliary" ? learner.ask("auxiliary", temperature) : undefined;
  const creditOf = new Map(domains.map(({ trained, credit }) => [trained, credit]));
  const games = domains.map(({ trained }) => trained);
  const generated = () => playing.seconds() + (auxiliary?.seconds() ?? 0);
  let known = before;
  for (let iteration = done + 1; iteration <= sepo.iterations; iteration++) {
    const generatedBefore = generated();
    const began = seconds();
    const played = await rollOut(games, playing.players(known.choices), sepo, seed, iteration);
    const groups = auxiliary === undefined
      ? played
      : await playAuxiliary(played, auxiliary.players(known.choices), (one) => creditOf.get(one)!, seed, iteration);
    const rollout = secondsSince(began);
    const playedAt = seconds();
    const asGroup = (group: PlayedGroup) => groupOf(group, known.gaps.get(keyOf(group)));
    const turns = creditDecisions(groups, domains, asGroup);
    const reports = domains.map((domain) => [domain.name, domainReport(groups, domain, asGroup)] as const);
    known = { choices: choicesIn(groups), gaps: gapsAfter(known.gaps, groups) };
    const credit = secondsSince(playedAt);
    const normalizer = sepo.episodesPerOpponent * groups.reduce((sum, { domain }) => sum + domain.rounds, 0);
    const measureParts = sepo.compareGradientsEvery > 0 && iteration % sepo.compareGradientsEvery === 0;
    const { value: step, seconds: stepped } = await timed(() =>
      learner.step(turns.flat(2), { normalizer, measureParts })
    );
    const timings = {
      rollout,
      generate: generated() - generatedBefore,
      credit,
      step: stepped,
      gradient: step.seconds,
      total: secondsSince(began),
    };
    const line: IterationLine = {
      kind: "iteration",
      iteration,
      domains: Object.fromEntries(reports),
      parts: partsOf(groups),
      replyTokens: replyTokens(turns),
      step: { ...step.report, learningRate: sepo.learningRate },
      timings,
    };
    yield { line, groups, turns, known };
  }
}

const keyOf = ({ domain, pool, opponent }: PlayedGroup) => gapKey(domain.name, pool, opponent);

/**
 * How much of a gap an iteration renews. A group's episodes share their deals, so that one iteration's tell the sign of a
 * small gap little better than a coin; the policy changes little in ten.
 */
const RENEWED = 0.1;

/** By how much each group's opponent earns more than the policy: a mean over iterations in which the older fade. */
function gapsAfter(before: Known["gaps"], groups: readonly PlayedGroup[]): Map<string, number> {
  return new Map(groups.map((group) => {
    const key = keyOf(group), shown = groupGap(groupOf(group)), known = before.get(key) ?? shown;
    return [key, known + RENEWED * (shown - known)];
  }));
}

function domainReport(
  played: readonly PlayedGroup[],
  { trained, credit }: RunDomain,
  asGroup: (group: PlayedGroup) => Group,
): IterationLine["domains"][string] {
  const mine = played.filter(({ domain }) => domain === trained);
  const { groups, pools, reward, constant } = rewardReport(mine.map(asGroup), credit);
  const answers = mine.flatMap(({ records }) => records.flatMap(({ turns }) => turns.map(({ answer }) => answer)));
  return {
    groups: [...groups],
    pools,
    reward,
    constant: [...constant],
    fallbackRate: answers.filter(({ fallback }) => fallback !== undefined).length / answers.length,
  };
}

function replyTokens(turns: Iteration["turns"]): IterationLine["replyTokens"] {
  const lengths = turns.flat(2).map(({ answer: { reply } }) => reply.tokens.length);
  return {
    mean: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
    max: lengths.reduce((longest, length) => Math.max(longest, length), 0),
  };
}

/** The prompts that an iteration asked; the writer keeps those that the file lacks. */
export function promptLines({ groups }: Iteration): PromptLine[] {
  return groups.flatMap(({ domain, records }) => {
    const decisions = records.flatMap(({ turns }) => turns.map(({ decision }) => decision));
    const byInfoset = new Map(decisions.map(({ infoset, messages }) => [infoset, messages]));
    return [...byInfoset].map(([infoset, messages]): PromptLine => ({
      kind: "prompt",
      domain: domain.name,
      infoset,
      messages: [...messages],
    }));
  });
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
