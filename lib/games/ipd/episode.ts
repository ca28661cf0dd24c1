import { ASKED, type Coins, type Play, type Round } from "../types.ts";
import type { HistoryTree } from "./history_tree.ts";
import type { Machine } from "./machine.ts";
import { MIRRORED, type Move, moveOf, OUTCOMES, TOGETHER } from "./rules.ts";

/** Slot of a round's only coin, the opponent's. */
const OPPONENT_SLOT = 0;

/** The move that a uniform `coin` makes of a probability of C. */
export function drawnMove(cooperates: number, coin: () => number): Move {
  if (cooperates === 0 || cooperates === 1) return cooperates === 1 ? "C" : "D"; // nothing to draw
  return coin() < cooperates ? "C" : "D";
}

/**
 * An episode: the agent is asked in each round, and so is an opponent that is {@linkcode ASKED}, after it. Payoffs are
 * points.
 *
 * The generator throws a `RangeError` when it is sent an action that isn't legal.
 */
export function* ipdEpisode(
  { rounds, root }: HistoryTree,
  opponent: Machine | typeof ASKED,
  coins: Coins,
): Play {
  const played: Round[] = [];
  let agentSees = root, opponentSees = root, state = 0;
  while (true) {
    const round = played.length;
    const own = moveOf(yield agentSees.decisions.agent);
    const other = opponent === ASKED
      ? moveOf(yield opponentSees.decisions.opponent)
      : drawnMove(opponent[state]!.cooperates, () => coins(round, OPPONENT_SLOT));
    const joint = TOGETHER[own][other], mirrored = MIRRORED[joint];
    played.push(OUTCOMES[joint]);
    if (played.length === rounds) return played;
    agentSees = agentSees.after(joint);
    if (opponent === ASKED) opponentSees = opponentSees.after(mirrored);
    else state = opponent[state]!.next[mirrored];
  }
}
