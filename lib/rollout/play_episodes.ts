import type { Coins, Decision, Domain, Play, Round } from "../games/types.ts";
import type { Answer, Policy } from "./policy.ts";

/** An episode to be played. */
export interface EpisodeSpec {
  readonly domain: Domain;
  /** A name that the domain can play: a scripted opponent, a computed one, or `ASKED`. */
  readonly opponent: string;
  /** Who answers for the opponent where it is asked. */
  readonly asked?: Policy;
  /** The deals and the opponent's coins; episodes of a group share them, so that round t compares like with like. */
  readonly coins: Coins;
  /** Two 32-bit words that no other episode of the batch has; with the turn they address the players' own coins. */
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
  /** The agent's; an opponent that was asked leaves none. */
  readonly turns: readonly Turn[];
}

interface Running {
  readonly spec: EpisodeSpec;
  readonly play: Play;
  readonly turns: Turn[];
  /** Decisions of both players so far. */
  asked: number;
  state: IteratorResult<Decision, readonly Round[]>;
}

function policyFor({ player }: Decision, { asked, opponent }: EpisodeSpec, agent: Policy): Policy {
  if (player === "agent") return agent;
  if (asked === undefined) throw new TypeError(`Nobody answers for opponent "${opponent}", which is asked`);
  return asked;
}

/**
 * Plays all episodes in lockstep: each tick gathers every episode that waits for a policy into one batch.
 *
 * @returns One record an episode, in the order of `specs`.
 */
export async function playEpisodes(specs: readonly EpisodeSpec[], agent: Policy): Promise<EpisodeRecord[]> {
  const episodes = specs.map((spec): Running => {
    const play = spec.domain.play(spec.opponent, spec.coins);
    return { spec, play, turns: [], asked: 0, state: play.next() };
  });
  for (;;) {
    const waiting = new Map<Policy, { episode: Running; decision: Decision }[]>();
    for (const episode of episodes) {
      if (episode.state.done) continue;
      const decision = episode.state.value;
      const policy = policyFor(decision, episode.spec, agent);
      const batch = waiting.get(policy);
      if (batch === undefined) waiting.set(policy, [{ episode, decision }]);
      else batch.push({ episode, decision });
    }
    if (waiting.size === 0) break;
    for (const [policy, batch] of waiting) await step(policy, batch);
  }
  return episodes.map(({ state, turns }) => ({ rounds: state.done ? state.value : [], turns }));
}

/** Asks a policy for a batch of decisions and goes on with their episodes. */
async function step(policy: Policy, batch: readonly { episode: Running; decision: Decision }[]): Promise<void> {
  const answers = await policy.act(batch.map(({ episode: { spec, asked }, decision }) => ({
    decision,
    domain: spec.domain,
    address: [...spec.address, asked],
  })));
  batch.forEach(({ episode, decision }, i) => {
    const answer = answers[i]!;
    if (decision.player === "agent") episode.turns.push({ decision, answer });
    episode.asked++;
    episode.state = episode.play.next(answer.action);
  });
}
