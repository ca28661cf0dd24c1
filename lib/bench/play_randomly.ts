import type { Coins, Domain } from "../games/types.ts";
import { fillUniforms, uniform } from "../random/uniform.ts";

/** Which episodes to play. */
export interface Episodes {
  /** An integer in [0, 2³²). */
  readonly seed: number;
  /** Number of the first, an integer from 0. */
  readonly first: number;
  readonly count: number;
}

/** Uniforms that the agent's moves take in turn; drawn once, since choosing is no part of the game. */
const DRAWS = 4096;

/**
 * Plays episodes of an agent that takes any legal action as likely, with the deals and the opponent's coins of a run.
 *
 * @returns How many decisions the agent was asked for.
 * @throws {RangeError} If there is no such opponent.
 */
export function playRandomly(domain: Domain, opponent: string, { seed, first, count }: Episodes): number {
  const draws = new Float64Array(DRAWS);
  fillUniforms(draws, seed, "simulation", [first, 0, 0, 0]);
  let decisions = 0;
  for (let episode = first; episode < first + count; episode++) {
    const coins: Coins = (round, slot) => uniform(seed, "deals", [0, episode, round, slot]);
    const play = domain.play(opponent, coins);
    for (let step = play.next(); !step.done; decisions++) {
      const { legal } = step.value;
      step = play.next(legal[Math.floor(draws[decisions % DRAWS]! * legal.length)]!);
    }
  }
  return decisions;
}
