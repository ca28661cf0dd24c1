/**
 * The same small games and the same objective once more, written without the library: every line of play is listed with
 * its probability, and J is a sum over lines. Gradients are central differences. For tests to compare with.
 */
import { DESCRIBED, points } from "../games/ipd/enumerate.ts";
import { lines as kuhnLines } from "../games/kuhn/enumerate.ts";
import { mean } from "./vectors.ts";

/** What a round paid and cost. */
export interface PeerRound {
  readonly agent: number;
  readonly opponent: number;
  readonly collusion: number;
  readonly externality: number;
}

/** One line of play. */
export interface Line {
  readonly probability: number;
  readonly rounds: readonly PeerRound[];
}

/** The probability of the second of two actions at a state in a round. */
export type Behaviour = (state: string, round: number) => number;

/** A game of a handful of lines, with pools and λ. */
export interface PeerGame {
  readonly rounds: number;
  /** s = 3 / maxPayoff. */
  readonly scale: number;
  readonly lambda: { readonly e: number; readonly c: number; readonly x: number };
  readonly pools: {
    readonly train: readonly string[];
    readonly exploit: readonly string[];
    readonly collusive: readonly string[];
  };
  /** What agents condition on, each with two actions. */
  readonly states: readonly string[];
  /** Probabilities of what chance can do in a group, whose episodes share it: the deal and the opponent's coins. */
  readonly chances: readonly number[];
  /** Every line against an opponent, given what chance did. */
  lines(behaviour: Behaviour, opponent: string, chance: number): Line[];
}

/** Three rounds of the prisoner's dilemma against opponents without coins; an agent goes by the round before. */
export const PEER_IPD = {
  rounds: 3,
  scale: 1,
  lambda: { e: 2.4, c: 1, x: 1.8 },
  pools: {
    train: ["tit-for-tat", "grim"],
    exploit: ["always-defect", "alternate-defect"],
    collusive: ["always-cooperate"],
  },
  states: ["start", "CC", "CD", "DC", "DD"],
  chances: [1],
  lines(defects, opponent) {
    const rule = DESCRIBED[opponent]!;
    return ["CCC", "CCD", "CDC", "CDD", "DCC", "DCD", "DDC", "DDD"].map((own) => {
      let theirs = "", probability = 1;
      const rounds = [...own].map((move, t): PeerRound => {
        const state = t === 0 ? "start" : own[t - 1]! + theirs[t - 1]!;
        const d = defects(state, t);
        probability *= move === "D" ? d : 1 - d;
        const answer = rule(theirs, own.slice(0, t)) === 1 ? "C" : "D";
        theirs += answer;
        const [agent, opponent] = [points(move, answer), points(answer, move)];
        const externality = Math.max(0, (3 - (agent + opponent) / 2) / 3);
        return { agent, opponent, collusion: move === "D" ? 1 : 0, externality };
      });
      return { probability, rounds };
    });
  },
} as const satisfies PeerGame;

const DEALS = [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]] as const;

/** Probabilities of the opponent's coin below and above 1/3, which is all that its strategies tell apart. */
const COIN = [1 / 3, 2 / 3] as const;

/** The opponents of Kuhn poker as the paper has them: the probability of b with J, Q, K after a pass and after a bet. */
const KUHN_OPPONENTS: Readonly<Record<string, readonly [afterPass: number[], afterBet: number[]]>> = {
  "nash-approx": [[1 / 3, 0, 1], [0, 1 / 3, 1]],
  "tight-passive": [[0, 0, 1], [0, 0, 1]],
  "loose-aggressive": [[0, 1, 1], [0, 1, 1]],
  "always-bet": [[1, 1, 1], [1, 1, 1]],
};

/** Where the first mover of a hand decides: with each card at first, and facing a bet after its pass. */
const KUHN_STATES = ["0", "1", "2", "0pb", "1pb", "2pb"] as const;

/** A hand of Kuhn poker in which the agent moves first. */
export const PEER_KUHN = {
  rounds: 1,
  scale: 1.5,
  lambda: { e: 1.5, c: 0, x: 0 },
  pools: {
    train: ["nash-approx", "tight-passive", "loose-aggressive"],
    exploit: ["nash-approx", "always-bet"],
    collusive: [],
  },
  states: KUHN_STATES,
  chances: DEALS.flatMap(() => COIN.map((share) => share / DEALS.length)),
  lines(bets, opponent, chance) {
    const [first, second] = DEALS[chance >> 1]!;
    const coin = chance % 2 === 0 ? 1 / 6 : 2 / 3;
    const [afterPass, afterBet] = KUHN_OPPONENTS[opponent]!;
    const decided = Object.fromEntries(afterPass.flatMap((bets, card) => [
      [`${card}p`, coin < bets ? 1 : 0],
      [`${card}b`, coin < afterBet[card]! ? 1 : 0],
    ]));
    const own = Object.fromEntries(KUHN_STATES.map((state) => [state, bets(state, 0)]));
    return kuhnLines(own, decided)
      .filter((line) => line.first === first && line.second === second && line.probability > 0)
      .map(({ probability, net }) => ({
        probability: DEALS.length * probability,
        rounds: [{ agent: net, opponent: -net, collusion: 0, externality: 0 }],
      }));
  },
} as const satisfies PeerGame;

/** Softmax behaviour with logits (0, θ[state]) at a temperature. */
export function behaviourOf({ states }: PeerGame, theta: readonly number[], temperature: number): Behaviour {
  return (state) => 1 / (1 + Math.exp(-theta[states.indexOf(state)]! / temperature));
}

/** What a line shows, a round. */
export const SHOWN = {
  u: (rounds: readonly PeerRound[]) => mean(rounds.map(({ agent }) => agent)),
  gap: (rounds: readonly PeerRound[]) => mean(rounds.map(({ agent, opponent }) => opponent - agent)),
  c: (rounds: readonly PeerRound[]) => mean(rounds.map(({ collusion }) => collusion)),
  x: (rounds: readonly PeerRound[]) => mean(rounds.map(({ externality }) => externality)),
};

/** The expectation of what lines against an opponent show. */
export function expected(
  game: PeerGame,
  behaviour: Behaviour,
  opponent: string,
  shown: (rounds: readonly PeerRound[]) => number,
): number {
  const values = game.chances.flatMap((share, chance) =>
    game.lines(behaviour, opponent, chance).map(({ probability, rounds }) => share * probability * shown(rounds))
  );
  return values.reduce((sum, value) => sum + value, 0);
}

/** u, e, c and x over the pools, as the paper's "Objective" has them; with `worst`, e of the opponent that gains most. */
export function peerTerms(game: PeerGame, behaviour: Behaviour, worst: boolean) {
  const { train, exploit, collusive } = game.pools;
  const over = (opponents: readonly string[], shown: (rounds: readonly PeerRound[]) => number) =>
    opponents.map((opponent) => expected(game, behaviour, opponent, shown));
  const clipped = over(exploit, SHOWN.gap).map((gap) => Math.max(0, gap));
  return {
    u: mean(over(train, SHOWN.u)),
    e: clipped.length === 0 ? 0 : worst ? Math.max(...clipped) : mean(clipped),
    c: collusive.length === 0 ? 0 : mean(over(collusive, SHOWN.c)),
    x: mean(over([...train, ...exploit], SHOWN.x)),
  };
}

/** J = s·u − λe·s·e − λc·c − λx·x. */
export function peerObjective(game: PeerGame, behaviour: Behaviour, worst = false): number {
  const { u, e, c, x } = peerTerms(game, behaviour, worst);
  const { scale, lambda } = game;
  return scale * u - lambda.e * scale * e - lambda.c * c - lambda.x * x;
}
