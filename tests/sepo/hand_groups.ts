/** Groups that are small enough to credit by hand. */
import type { Round } from "../../lib/games/types.ts";
import type { CreditSettings, Group, PenaltyTerms, TrainingPool } from "../../lib/sepo/types.ts";

/** The paper's choices, with λ and s that tell the terms apart: s·u = 1.5·u, s·λe·e = 3·e, λc·c = 4·c, λx·x = 0.5·x. */
export const PAPER: CreditSettings = {
  penalties: { exploitability: 2, collusion: 4, externality: 0.5 },
  payoffScale: 1.5,
  credit: "per-pool",
  return: "round",
  normalize: "round",
  groupWeighting: "uniform",
  advantageStd: true,
  clip: "episode",
  exploitTerm: "pool",
};

/** A round of a zero-sum game. */
export const zeroSum = (agent: number): Round => ({ agent, opponent: -agent });

/** A group of episodes of a zero-sum game, from the agent's payoffs by round; its opponent has the pool's name. */
export function zeroSumGroup(pool: TrainingPool, ...payoffs: readonly number[][]): Group {
  return { pool, opponent: pool, episodes: payoffs.map((rounds) => rounds.map(zeroSum)) };
}

/** u = 0, v̄ − ū = 0; c = 1/2; x = 1/4. */
export const EVEN: readonly Round[] = [
  { agent: 2, opponent: -2, collusion: 1, externality: 0.5 },
  { agent: -2, opponent: 2, collusion: 0, externality: 0 },
];

/** u = −1, v̄ − ū = 2; neither c nor x. */
export const LOST: readonly Round[] = [zeroSum(-1), zeroSum(-1)];

/** u = 1, v̄ − ū = −2; neither c nor x. */
export const WON: readonly Round[] = [zeroSum(1), zeroSum(1)];

/** Terms of which some are 0. */
export function terms(some: Partial<PenaltyTerms>): PenaltyTerms {
  return { exploitability: 0, collusion: 0, externality: 0, ...some };
}
