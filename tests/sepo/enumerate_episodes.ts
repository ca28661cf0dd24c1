/**
 * Every way in which the library can play small games, with its probability: expectations over rollouts without sampling.
 */
import { assert } from "@std/assert";
import type { Coins, Domain } from "../../lib/games/types.ts";
import type { EpisodeRecord, Turn } from "../../lib/rollout/play_episodes.ts";
import { logProbsOf, type Table } from "../../lib/tabular/table.ts";

/** A table and the temperature at which it plays. */
export interface Player {
  readonly table: Table;
  readonly temperature: number;
}

/** Coins that an episode can meet. */
export interface Chance {
  readonly coins: Coins;
  readonly probability: number;
}

/** A way in which something can go. */
export interface Way<T> {
  readonly it: T;
  readonly probability: number;
}

/** One decision of a table as its policy leaves it in a record. */
function turnOf(decision: Turn["decision"], token: number, logProb: number): Turn {
  const action = decision.legal[token]!;
  const reply = {
    promptTokens: new Int32Array(),
    tokens: Int32Array.of(token),
    logProbs: Float32Array.of(logProb),
    text: action,
  };
  return { decision, answer: { action, reply } };
}

/** Every way in which an episode with these coins can go. */
export function episodeWays(
  domain: Domain,
  opponent: string,
  coins: Coins,
  { table, temperature }: Player,
): Way<EpisodeRecord>[] {
  const ways: Way<EpisodeRecord>[] = [];
  /** Plays the turns so far again and then every action; an episode can't be copied. */
  const goOn = (turns: readonly Turn[], probability: number) => {
    const play = domain.play(opponent, coins);
    let state = play.next();
    for (const { answer: { action } } of turns) state = play.next(action);
    if (state.done) {
      ways.push({ it: { rounds: state.value, turns }, probability });
      return;
    }
    const decision = state.value;
    assert(decision.player === "agent", "only scripted opponents are enumerated");
    const logProbs = logProbsOf(table.row({ domain, decision }), temperature);
    for (const [token, logProb] of logProbs.entries()) {
      goOn([...turns, turnOf(decision, token, logProb)], probability * Math.exp(logProb));
    }
  };
  goOn([], 1);
  return ways;
}

/** Every multiset of `n` ways, with the probability that n independent draws make it, in whatever order. */
export function multisets<T>(ways: readonly Way<T>[], n: number): Way<readonly T[]>[] {
  const made: Way<readonly T[]>[] = [];
  const goOn = (first: number, drawn: readonly T[], probability: number) => {
    if (drawn.length === n) {
      made.push({ it: drawn, probability });
      return;
    }
    for (let at = first; at < ways.length; at++) {
      // Of the places left, choose those of this way: k at once, so that each multiset comes up once.
      const { it, probability: p } = ways[at]!;
      const left = n - drawn.length;
      for (let k = 1, weight = p * left; k <= left; k++, weight *= p * (left - k + 1) / k) {
        const more = [...drawn, ...Array.from({ length: k }, () => it)];
        if (more.length === n) made.push({ it: more, probability: probability * weight });
        else goOn(at + 1, more, probability * weight);
      }
    }
  };
  goOn(0, [], 1);
  return made;
}
