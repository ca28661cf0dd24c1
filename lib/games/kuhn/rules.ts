/**
 * The rules of Kuhn poker as tables: who acts, what is legal, what it pays. Both players ante 1 chip and get one of three
 * cards; a bet is 1 chip. H. W. Kuhn, "A simplified two-person poker" (1950); the names are OpenSpiel's.
 */

/** A card: 0 is the Jack, 1 the Queen, 2 the King. The higher wins a showdown. */
export type Card = 0 | 1 | 2;

/** A seat: 0 moves first, 1 moves second. */
export type Seat = 0 | 1;

/** A move as OpenSpiel writes it: p passes or folds, b bets or calls. */
export type Move = "p" | "b";

/** The moves so far, where somebody is to act. */
export type History = "" | "p" | "b" | "pb";

/** The moves of a finished hand. */
export type Outcome = "pp" | "bp" | "bb" | "pbp" | "pbb";

/** What a player knows, as OpenSpiel writes it: the own card, then the moves so far. */
export type Infoset = `${Card}${History}`;

/** An action in the words that prompts and replies use. */
export type KuhnAction = "PASS" | "BET" | "FOLD" | "CALL";

/** Cards from low to high. */
export const CARDS = [0, 1, 2] as const satisfies readonly Card[];

/** Names of the cards, by card. */
export const CARD_NAMES = ["Jack", "Queen", "King"] as const;

/** The seats in order of play. */
export const SEATS = [0, 1] as const satisfies readonly Seat[];

/** The moves; p first, which is how ties are broken. */
export const MOVES = ["p", "b"] as const satisfies readonly Move[];

/** Histories in which somebody is to act. */
export const HISTORIES = ["", "p", "b", "pb"] as const satisfies readonly History[];

/** The 12 information sets, by card and then by history. */
export const INFOSETS: readonly Infoset[] = CARDS.flatMap((card) =>
  HISTORIES.map((history): Infoset => `${card}${history}`)
);

/** The six equally likely deals: the first mover's card, then the second's. */
export const DEALS: readonly (readonly [first: Card, second: Card])[] = CARDS.flatMap((first) =>
  CARDS.filter((second) => second !== first).map((second): [Card, Card] => [first, second])
);

/** Who is to act. */
export const ACTOR = { "": 0, p: 1, b: 1, pb: 0 } as const satisfies Record<History, Seat>;

/** What the two moves are called: betting opens where nothing was bet, else it is a call. */
export const ACTIONS = {
  "": { p: "PASS", b: "BET" },
  p: { p: "PASS", b: "BET" },
  b: { p: "FOLD", b: "CALL" },
  pb: { p: "FOLD", b: "CALL" },
} as const satisfies Record<History, Record<Move, KuhnAction>>;

/** What a move leads to. */
export const AFTER = {
  "": { p: "p", b: "b" },
  p: { p: "pp", b: "pb" },
  b: { p: "bp", b: "bb" },
  pb: { p: "pbp", b: "pbb" },
} as const satisfies Record<History, Record<Move, History | Outcome>>;

/** How a hand is paid: the chips that the loser pays the winner, and who wins. */
export const PAYMENT = {
  pp: { chips: 1, winner: "higher card" },
  bp: { chips: 1, winner: 0 },
  bb: { chips: 2, winner: "higher card" },
  pbp: { chips: 1, winner: 1 },
  pbb: { chips: 2, winner: "higher card" },
} as const satisfies Record<Outcome, { chips: number; winner: Seat | "higher card" }>;

/** Whether a hand is over. */
export function isOutcome(moves: History | Outcome): moves is Outcome {
  return moves in PAYMENT;
}

/** Whether `key` is one of the 12 information sets. */
export function isInfoset(key: string): key is Infoset {
  return INFOSETS.some((infoset) => infoset === key);
}

/** Net chips of the first mover, who holds `first` against `second`. The second mover gets the negative of it. */
export function payoff(outcome: Outcome, first: Card, second: Card): number {
  const { chips, winner } = PAYMENT[outcome];
  const firstWins = winner === "higher card" ? first > second : winner === 0;
  return firstWins ? chips : -chips;
}
