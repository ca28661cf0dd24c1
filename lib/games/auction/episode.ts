import { ASKED, type Coins, type Decision, type Play, type Player, type Round } from "../types.ts";
import type { Bidder } from "./bidder.ts";
import { collusionOf, externalityOf } from "./metrics.ts";
import { auctionPrompt } from "./prompt.ts";
import { ACTIONS, type AuctionRules, bidOf, drawValue, OPPOSITE, type Outcome, outcomeOf, payoff } from "./rules.ts";
import { infosetOf, type PastRound, type Seen } from "./seen.ts";

/** Slots of a round's coins: the agent's value, the opponent's value, and who gets the object in a tie. */
const AGENT_VALUE_SLOT = 0;
const OPPONENT_VALUE_SLOT = 1;
const TIE_SLOT = 2;

/** What `player` is asked when it knows `seen`. */
export function auctionDecision(rules: AuctionRules, seen: Seen, player: Player = "agent"): Decision {
  return {
    player,
    round: seen.past.length,
    infoset: infosetOf(seen),
    legal: ACTIONS,
    messages: auctionPrompt(rules, seen),
  };
}

/**
 * An episode: `rules.rounds` auctions. Payoffs are points; c and x are the agent's, in every round.
 *
 * The generator throws a `RangeError` when it is sent an action that wasn't legal.
 *
 * @param opponent How it bids, or that it is asked as the agent is.
 */
export function* auctionEpisode(rules: AuctionRules, opponent: Bidder | typeof ASKED, coins: Coins): Play {
  const { losses } = rules;
  const rounds: Round[] = [];
  const ours: PastRound[] = [], theirs: PastRound[] = [];
  let ourScore = 0, theirScore = 0;
  for (let round = 0; round < rules.rounds; round++) {
    const seen: Seen = { value: drawValue(coins(round, AGENT_VALUE_SLOT)), score: ourScore, past: ours };
    const other: Seen = { value: drawValue(coins(round, OPPONENT_VALUE_SLOT)), score: theirScore, past: theirs };
    const bid = bidOf(yield auctionDecision(rules, seen));
    const otherBid = opponent === ASKED
      ? bidOf(yield auctionDecision(rules, other, "opponent"))
      : opponent(other, rules.rounds);

    let outcome: Outcome = outcomeOf(bid, otherBid);
    if (outcome === "tied" && rules.ties === "coin") outcome = coins(round, TIE_SLOT) < 0.5 ? "won" : "lost";
    const agentPays = payoff(seen.value, bid, outcome, losses);
    const opponentPays = payoff(other.value, otherBid, OPPOSITE[outcome], losses);
    rounds.push({
      agent: agentPays,
      opponent: opponentPays,
      collusion: collusionOf(bid),
      externality: externalityOf(seen.value, bid, otherBid),
    });
    ourScore += agentPays;
    theirScore += opponentPays;
    ours.push({ own: bid, other: otherBid, outcome });
    theirs.push({ own: otherBid, other: bid, outcome: OPPOSITE[outcome] });
  }
  return rounds;
}
