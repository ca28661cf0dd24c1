import type { Decision, Player } from "../types.ts";
import { extended, jointsOf, START } from "./history.ts";
import { ipdPrompts } from "./prompt.ts";
import { type Joint, LEGAL } from "./rules.ts";

/** A point of the game as one player sees it. */
export interface HistoryNode {
  /** What is asked there, by who is asked. */
  readonly decisions: Readonly<Record<Player, Decision>>;
  /** The point that is reached once `joint` is played, the own move first. */
  after(joint: Joint): HistoryNode;
}

/** All that can be played in a game of some number of rounds. */
export interface HistoryTree {
  readonly rounds: number;
  readonly root: HistoryNode;
}

/** Points that a tree keeps, all 21,845 of the paper's game among them; further ones are built anew when they come up. */
const KEPT = 2 ** 15;

/** Builds the tree as it is walked: a prompt is written once, however many episodes come by. */
export function historyTree(rounds: number): HistoryTree {
  const ask = ipdPrompts(rounds);
  let room = KEPT;
  const node = (infoset: string): HistoryNode => {
    const shown = { round: jointsOf(infoset).length, infoset, legal: LEGAL, messages: ask(infoset) };
    const children: Partial<Record<Joint, HistoryNode>> = {};
    return {
      decisions: { agent: { player: "agent", ...shown }, opponent: { player: "opponent", ...shown } },
      after: (joint) => {
        const known = children[joint];
        if (known !== undefined) return known;
        const child = node(extended(infoset, joint));
        if (room > 0) {
          room--;
          children[joint] = child;
        }
        return child;
      },
    };
  };
  return { rounds, root: node(START) };
}
