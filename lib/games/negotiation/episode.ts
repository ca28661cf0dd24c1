import { ASKED, type Coins, type Decision, type Play, type Player, type Round } from "../types.ts";
import { FIRST_SIGHT, seeing, type Sight } from "./history.ts";
import { collusionOf, type ExternalityForm, externalityOf } from "./metrics.ts";
import type { Negotiator, Seen } from "./negotiator.ts";
import { negotiationPrompt } from "./prompt.ts";
import { ACTIONS, type Demand, demandOf, payoff } from "./rules.ts";

/** Slot of a round's coins: the opponent's. */
const OPPONENT_SLOT = 0;

/** What an episode is played by. */
export interface NegotiationRules {
  /** Rounds in an episode. */
  readonly rounds: number;
  readonly externality: ExternalityForm;
}

/** What `player` is asked in round `round` (from 0) of `rounds`. */
export function negotiationDecision(player: Player, sight: Sight, round: number, rounds: number): Decision {
  return { player, round, infoset: sight.infoset, legal: ACTIONS, messages: negotiationPrompt(sight, round, rounds) };
}

/** What a round paid and cost. */
export function negotiationRound(agent: Demand, opponent: Demand, form: ExternalityForm): Round {
  return {
    agent: payoff(agent, opponent),
    opponent: payoff(opponent, agent),
    collusion: collusionOf(agent),
    externality: externalityOf(agent, opponent, form),
  };
}

/**
 * An episode, in which both demand at the same time in each round. Payoffs are points of the pie.
 *
 * The generator throws a `RangeError` when it is sent an action that wasn't legal.
 *
 * @param opponent Its script, or that it is asked as the agent is.
 */
export function* negotiationEpisode(
  { rounds, externality }: NegotiationRules,
  opponent: Negotiator | typeof ASKED,
  coins: Coins,
): Play {
  const played: Round[] = [];
  const own: Demand[] = [], other: Demand[] = []; // as the opponent sees them
  const seen: Seen = { rounds, own, other };
  const coin = () => coins(own.length, OPPONENT_SLOT);
  let [sight, theirSight] = [FIRST_SIGHT, FIRST_SIGHT];
  for (let round = 0; round < rounds; round++) {
    const agent = demandOf(yield negotiationDecision("agent", sight, round, rounds));
    const theirs = opponent === ASKED
      ? demandOf(yield negotiationDecision("opponent", theirSight, round, rounds))
      : opponent(seen, coin);
    sight = seeing(sight, agent, theirs);
    if (opponent === ASKED) theirSight = seeing(theirSight, theirs, agent);
    own.push(theirs);
    other.push(agent);
    played.push(negotiationRound(agent, theirs, externality));
  }
  return played;
}
