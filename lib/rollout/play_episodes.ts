import type { Coins, Decision, Domain, Play, Round } from "../games/types.ts";
import type { Answer, Policy } from "./policy.ts";

/** An episode to be played. */
export interface EpisodeSpec {
  readonly opponent: string;
  /** The deals and the opponent's coins; episodes of a group share them, so that round t compares like with like. */
  readonly coins: Coins;
  /** Two 32-bit words that no other episode of the batch has; with the turn they address the agent's own coins. */
  readonly address: readonly [number, number];
}

/** One decision of the agent, and what it did. */
export interface Turn {
  readonly decision: Decision;
  readonly answer: Answer;
}

/** A finished episode. */
export interface EpisodeRecord {
  readonly rounds: readonly Round[];
  readonly turns: readonly Turn[];
}

interface Running {
  readonly spec: EpisodeSpec;
  readonly play: Play;
  readonly turns: Turn[];
  state: IteratorResult<Decision, readonly Round[]>;
}

/**
 * Plays all episodes in lockstep: each tick gathers every episode that waits for the agent into one batch.
 *
 * @returns One record an episode, in the order of `specs`.
 */
export async function playEpisodes(
  domain: Domain,
  specs: readonly EpisodeSpec[],
  policy: Policy,
): Promise<EpisodeRecord[]> {
  const episodes = specs.map((spec): Running => {
    const play = domain.play(spec.opponent, spec.coins);
    return { spec, play, turns: [], state: play.next() };
  });
  const waiting = () =>
    episodes.flatMap((episode) => episode.state.done ? [] : [{ episode, decision: episode.state.value }]);
  for (let batch = waiting(); batch.length > 0; batch = waiting()) {
    const answers = await policy.act(batch.map(({ episode, decision }) => ({
      decision,
      parse: domain.parse,
      address: [...episode.spec.address, episode.turns.length],
    })));
    batch.forEach(({ episode, decision }, i) => {
      const answer = answers[i]!;
      episode.turns.push({ decision, answer });
      episode.state = episode.play.next(answer.action);
    });
  }
  return episodes.map(({ state, turns }) => ({ rounds: state.done ? state.value : [], turns }));
}
