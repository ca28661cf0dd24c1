import type { RunSettings } from "../../dsl/plan.ts";
import { evaluatorOf } from "../evaluate/evaluators.ts";
import type { Measures } from "../evaluate/pool_measures.ts";
import type { Choice } from "../games/types.ts";
import { uniform } from "../random/uniform.ts";
import type { Learner } from "./learner.ts";
import type { RunDomain } from "./run_domains.ts";

/** What evaluations are for. Their random numbers are disjoint: luck that chose a checkpoint doesn't report it. */
export type Purpose = "select" | "report";

/** A checkpoint's measures in every domain, in the run's order. */
export interface Measured {
  readonly domains: readonly Measures[];
  /** What the agent chose, by domain. */
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
}

/** Measures whatever weights the learner has. */
export type Measurer = (learner: Pick<Learner, "ask">, purpose: Purpose) => Promise<Measured>;

/** First words of the addresses of episodes; those below are the information sets' of an exact evaluation. */
const EPISODES = 0x10000;

/** Opponents and episodes are counted in the halves of one 32-bit word. */
const WORD_HALF = 0x10000;

/** A measurer for a run's domains, asking as in training but at the evaluation's temperature. */
export function measurer(
  domains: readonly RunDomain[],
  { evaluation: { samples, temperature } }: RunSettings,
  seed: number,
): Measurer {
  const evaluators = domains.map(({ domain, evaluationPenalties: penalties }) =>
    evaluatorOf({ domain, samples, penalties, seed })
  );
  return async (learner, purpose) => {
    const [stream, deals] = purpose === "select"
      ? ["selection", "selectionDeals"] as const
      : ["report", "reportDeals"] as const;
    const players = learner.ask(stream, temperature).players(new Map());
    const measured: Measures[] = [];
    const choices = new Map<string, readonly Choice[]>();
    for (const [index, evaluate] of evaluators.entries()) {
      const address = (opponent: number, episode: number) =>
        [EPISODES + index, opponent * WORD_HALF + episode] as const;
      const evaluated = await evaluate({
        players,
        address,
        coins: (opponent, episode) => (round, slot) =>
          uniform(seed, deals, [...address(opponent, episode), round, slot]),
      });
      measured.push(evaluated.measures);
      choices.set(evaluated.measures.domain, evaluated.choices);
    }
    return { domains: measured, choices };
  };
}
