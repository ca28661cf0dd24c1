import { pick } from "../pick.ts";
import { pickWeighted } from "../pick_weighted.ts";
import type { Coins, Demonstration } from "../types.ts";
import { DEMONSTRATION_OPPONENTS, DEMONSTRATORS } from "./demonstrators.ts";
import { drawnMove, ipdEpisode } from "./episode.ts";
import { jointsOf } from "./history.ts";
import type { HistoryTree } from "./history_tree.ts";
import { stateAfter } from "./machine.ts";
import { reasonsFor } from "./reasons.ts";
import { ACTIONS, type Move } from "./rules.ts";
import { type Situation, situationAt } from "./situation.ts";
import { strategyMachine } from "./strategies.ts";

/** The assistant turn: why, then the action alone on the last line. */
function answer(move: Move, situation: Situation, coin: number): string {
  return `${pick(reasonsFor(move, situation), coin)}\n${ACTIONS[move]}`;
}

/**
 * One episode between a demonstrator and an opponent, both drawn for the episode, as one example a decision.
 *
 * @param coins The opponent's coins.
 * @param choices The demonstrator's: (0, 0) draws it, (0, 1) its opponent, (d + 1, 0) the move and (d + 1, 1) the reason
 * of its decision d.
 */
export function demonstrateIpd(histories: HistoryTree, coins: Coins, choices: Coins): readonly Demonstration[] {
  const { rounds } = histories;
  const demonstrator = pickWeighted(DEMONSTRATORS, choices(0, 0));
  const opponent = pick(DEMONSTRATION_OPPONENTS, choices(0, 1));
  const machine = strategyMachine(demonstrator.plays, rounds);
  const play = ipdEpisode(histories, strategyMachine(opponent, rounds), coins);
  const examples: Demonstration[] = [];
  let step = play.next();
  while (!step.done) {
    const { infoset, messages: [system, user] } = step.value;
    const turn = examples.length + 1;
    const move = drawnMove(stateAfter(machine, jointsOf(infoset)).cooperates, () => choices(turn, 0));
    examples.push({
      messages: [system!, user!, {
        role: "assistant",
        content: answer(move, situationAt(infoset, rounds), choices(turn, 1)),
      }],
      domain: "ipd",
      demonstrator: demonstrator.name,
      opponent,
      infoset,
    });
    step = play.next(ACTIONS[move]);
  }
  return examples;
}
