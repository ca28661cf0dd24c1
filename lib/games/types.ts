/**
 * What the rest of the system knows about a game. A domain is rules, prompts and a parser; everything about learning
 * (groups, rewards, advantages) is elsewhere and sees only these types.
 */

/** One turn of a chat. */
export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A group of opponents with one part in the objective. `shifted` is for evaluation only. */
export type Pool = "train" | "exploit" | "collusive" | "shifted";

/** A term that the objective subtracts. A domain names the ones it has. */
export type Penalty = "exploitability" | "collusion" | "externality";

/** What the agent is asked at one point of an episode. */
export interface Decision {
  /** Round of the episode, from 0. */
  readonly round: number;
  /** What the agent may condition on, as a key: equal keys mean equal prompts. */
  readonly infoset: string;
  /** Legal actions in the words that the prompt uses. */
  readonly legal: readonly string[];
  /** The prompt: a system turn with the rules, then a user turn. Holds nothing that the agent can't know. */
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
 * An episode in play: yields what the agent has to decide, takes the action (one of `legal`), and returns the rounds.
 * It is used once; there is no reset.
 */
export type Play = Generator<Decision, readonly Round[], string>;

/** How a reply was read: an action, or why there is none. */
export type Parsed =
  | { readonly action: string }
  | { readonly rejected: string };

/** A domain with its options applied. */
export interface Domain<Opponent extends string = string> {
  readonly name: string;
  /** Rounds in an episode. */
  readonly rounds: number;
  /** 3 / maxPayoff: what payoffs and exploitability are multiplied by in the objective; no unit. */
  readonly payoffScale: number;
  /** The penalties that this domain defines. */
  readonly penalties: readonly Penalty[];
  /** Opponents by pool. */
  readonly pools: Readonly<Record<Pool, readonly Opponent[]>>;
  /** Starts an episode against `opponent`. */
  play(opponent: Opponent, coins: Coins): Play;
  /** Reads the action out of a reply; rejects what is illegal or ambiguous. */
  parse(reply: string, legal: readonly string[]): Parsed;
}

/** One supervised example: a decision of a demonstrator, with its reason, in chat form. */
export interface Demonstration {
  readonly messages: readonly [system: Message, user: Message, assistant: Message];
  readonly domain: string;
  readonly demonstrator: string;
  readonly opponent: string;
  readonly infoset: string;
}
