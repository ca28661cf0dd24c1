import { ASKED, type Coins, type Decision, type Play, type Player, type Round } from "../types.ts";
import type { KuhnPolicy } from "./policy.ts";
import { kuhnMove, kuhnPrompt } from "./prompt.ts";
import {
  ACTOR,
  AFTER,
  DEALS,
  type History,
  type Infoset,
  isOutcome,
  type Move,
  type Outcome,
  payoff,
} from "./rules.ts";

/** Slots of a hand's coins: the deal, then the opponent's coin at ply 0, 1 and 2. */
const DEAL_SLOT = 0;
const OPPONENT_SLOT = 1;

/** What `player` is asked at `infoset` in hand `round`. */
export function kuhnDecision(infoset: Infoset, round = 0, player: Player = "agent"): Decision {
  const { legal, messages } = kuhnPrompt(infoset);
  return { player, round, infoset, legal, messages };
}

/**
 * An episode: `hands` hands, of which the agent moves first in hand 0, 2, 4, … Payoffs are net chips.
 *
 * The generator throws a `RangeError` when it is sent an action that wasn't legal.
 *
 * @param opponent Its policy, or that it is asked as the agent is.
 */
export function* kuhnEpisode(hands: number, opponent: KuhnPolicy | typeof ASKED, coins: Coins): Play {
  const rounds: Round[] = [];
  for (let hand = 0; hand < hands; hand++) {
    const agentSeat = hand % 2;
    const deal = DEALS[Math.floor(coins(hand, DEAL_SLOT) * DEALS.length)]!;
    let moves: History | Outcome = "";
    while (!isOutcome(moves)) {
      const infoset: Infoset = `${deal[ACTOR[moves]]}${moves}`;
      let move: Move;
      const player = ACTOR[moves] === agentSeat ? "agent" : "opponent";
      if (player === "agent" || opponent === ASKED) {
        move = kuhnMove(infoset, yield kuhnDecision(infoset, hand, player));
      } else {
        // One coin a ply, not a node: a coin then means the same whatever the agent did before.
        move = coins(hand, OPPONENT_SLOT + moves.length) < opponent[infoset] ? "b" : "p";
      }
      moves = AFTER[moves][move];
    }
    const first = payoff(moves, ...deal);
    const agent = agentSeat === 0 ? first : -first;
    rounds.push({ agent, opponent: -agent });
  }
  return rounds;
}
