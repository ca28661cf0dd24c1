/**
 * What the rest of the system knows about a game. A domain is rules, prompts and a parser; everything about learning
 * (groups, rewards, advantages) is elsewhere and sees only these types.
 */

import type { ModelOpponent } from "./model_opponents.ts";

/** One turn of a chat. */
export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/**
 * A group of opponents with one part in the objective. `shifted` and `heldOut` are for evaluation only; who is in `heldOut`
 * can't be put into any other.
 */
export type Pool = "train" | "exploit" | "collusive" | "shifted" | "heldOut";

/** The pools in the order in which they are reported. */
export const POOLS = ["train", "exploit", "collusive", "shifted", "heldOut"] as const satisfies readonly Pool[];

/** A term that the objective subtracts. A domain names the ones it has. */
export type Penalty = "exploitability" | "collusion" | "externality";

/** Who decides. The opponent is asked only where it mirrors the agent; a scripted one decides by itself. */
export type Player = "agent" | "opponent";

/** The opponent's name where it is asked as the agent is, by prompts of the same form from its own side. */
export const ASKED = "asked";

/** What a player is asked at one point of an episode. */
export interface Decision {
  readonly player: Player;
  /** Round of the episode, from 0. */
  readonly round: number;
  /** What the player may condition on, as a key: equal keys mean equal prompts. */
  readonly infoset: string;
  /** Legal actions in the words that the prompt uses. */
  readonly legal: readonly string[];
  /** The prompt: a system turn with the rules, then a user turn. Holds nothing that the player can't know. */
  readonly messages: readonly Message[];
}

/** What one round paid, and what it cost others. */
export interface Round {
  /** Payoff to the agent, in the game's own units. */
  readonly agent: number;
  /** Payoff to the opponent, in the same units. */
  readonly opponent: number;
  /** Share of the agent's decisions in this round that count as collusion, in [0, 1]; absent where the domain has none. */
  readonly collusion?: number;
  /** Cost put on others in this round, in [0, 1]; absent where the domain has none. */
  readonly externality?: number;
}

/**
 * The random numbers of an episode: a uniform in [0, 1) for each (round, slot), always the same for the same pair.
 * Slots name purposes (a deal, the opponent's coin), so that episodes which share coins see the same deals and the same
 * opponent's coins in round t whatever the agent did before.
 */
export type Coins = (round: number, slot: number) => number;

/**
 * An episode in play: yields what a player has to decide, takes the action (one of `legal`), and returns the rounds.
 * It is used once; there is no reset. Where both are asked in a simultaneous move, the agent is asked first and the
 * opponent's prompt doesn't show the agent's answer.
 */
export type Play = Generator<Decision, readonly Round[], string>;

/** How a reply was read: an action, or why there is none. */
export type Parsed =
  | { readonly action: string }
  | { readonly rejected: string };

/** An action that the agent took, and where. */
export interface Choice {
  readonly infoset: string;
  readonly action: string;
}

/** What a best response maximizes: its own payoff, or by how much that exceeds the agent's. Kuhn poker, being zero-sum, has one. */
export type Goal = "payoff" | "advantage";

/** The strategy that does best against measured behaviour. */
export interface BestResponse {
  /** A name that says all of it: `play` knows it. */
  readonly opponent: string;
  /** Its expected payoff a round against the behaviour as measured, in the game's units. */
  readonly theirs: number;
  /** The agent's. */
  readonly agent: number;
}

/** A domain with its options applied. */
export interface Domain<Opponent extends string = string> {
  readonly name: string;
  /** Rounds in an episode. */
  readonly rounds: number;
  /** 3 / maxPayoff: what payoffs and exploitability are multiplied by in the objective; no unit. */
  readonly payoffScale: number;
  /** Opponents by pool. Those that only a model or its measured behaviour can play are named as in `model_opponents.ts`. */
  readonly pools: Readonly<Record<Pool, readonly (Opponent | ModelOpponent)[]>>;
  /**
   * Starts an episode against `opponent`: a scripted one, one that `bestResponse` named, or one that is `ASKED`.
   *
   * @throws {RangeError} If there is no such opponent.
   */
  play(opponent: Opponent | typeof ASKED, coins: Coins): Play;
  /** Reads the action out of a reply; rejects what is illegal or ambiguous. */
  parse(reply: string, legal: readonly string[]): Parsed;
  /**
   * What an agent of bounded memory goes by at an information set, as a key: the same for all at which it has the same legal
   * actions and the same reason to choose between them. A tabular policy has one row for each.
   *
   * @throws {RangeError} If it isn't one of the agent's information sets.
   */
  observableState(infoset: string): string;
  /** In words: over which strategies `bestResponse` maximizes, and what it takes the agent to be. */
  readonly bestResponseAgainst: string;
  /** The best response to an agent that goes on choosing as it chose; where nothing was measured, every legal action is as likely. */
  bestResponse(choices: readonly Choice[], goal: Goal): BestResponse;
  /**
   * Strategies of a few simple kinds that do best against the same choices, by a fit of their own: they may earn more in
   * play than `bestResponse`, which is the best against its fit alone. Absent where a domain has none.
   */
  simpleResponses?(choices: readonly Choice[], goal: Goal): readonly BestResponse[];
  /**
   * One episode of a rule-based demonstrator, drawn for the episode, as SFT examples: one a decision, with the prompt of play.
   *
   * @param coins The episode's deals and the opponent's coins.
   * @param choices The demonstrator's own draws; the domain says which (round, slot) means what.
   */
  demonstrate(coins: Coins, choices: Coins): readonly Demonstration[];
}

/** One supervised example: a decision of a demonstrator, with its reason, in chat form. */
export interface Demonstration {
  readonly messages: readonly [system: Message, user: Message, assistant: Message];
  readonly domain: string;
  readonly demonstrator: string;
  readonly opponent: string;
  readonly infoset: string;
}
