import type { Infoset, Move } from "./rules.ts";

/**
 * Reasons that demonstrators give, by information set and move: each one sentence that is true of the cards and of what
 * has happened, and that leads to the move. Moves that only random play makes have reasons too.
 */
export const REASONS: Readonly<Record<Infoset, Readonly<Record<Move, readonly string[]>>>> = {
  "0": {
    p: [
      "The Jack is the lowest card, so I pass rather than risk another chip.",
      "With the Jack I lose any showdown, so I pass and keep the pot small.",
      "My Jack beats neither of the two cards left, so passing is cheapest.",
    ],
    b: [
      "The Jack wins only if the opponent folds, so I bet as a bluff.",
      "With the lowest card I bet as a bluff and hope the opponent folds.",
      "A showdown is lost with my Jack, so I bet to take the pot right now.",
    ],
  },
  "1": {
    p: [
      "The Queen beats only one other card, so I pass and keep the pot small.",
      "With the Queen I pass first and can still decide if the opponent bets.",
      "My Queen is the middle card, so I pass and see what the opponent does.",
    ],
    b: [
      "One of the two cards left is lower than my Queen, so I bet for value.",
      "My Queen beats the Jack, so I bet to put pressure on the opponent.",
      "With the Queen I may well be ahead, so I bet to build the pot.",
    ],
  },
  "2": {
    p: [
      "With the King I can't lose, so I pass to give the opponent room to bet.",
      "The King wins any showdown, so I pass and hope to call a bet.",
      "I hold the highest card, and I pass first to keep it hidden.",
    ],
    b: [
      "The King is the highest card in the deck, so I bet to win an extra chip.",
      "With the King I can't lose a showdown, so I bet for value right away.",
      "Every call would pay my King one more chip, so I bet and hope for a call.",
    ],
  },
  "0p": {
    p: [
      "The opponent passed, but my Jack beats no card, so I pass as well.",
      "With the lowest card I pass as well and lose nothing but the ante.",
      "My Jack loses this showdown anyway, so I pass without adding a chip.",
    ],
    b: [
      "The opponent passed, so I bet the Jack as a bluff to take the pot.",
      "Only a fold can win this pot for my Jack, so I bet after the pass.",
      "Passing would lose the showdown with my Jack, so I bet as a bluff.",
    ],
  },
  "1p": {
    p: [
      "The opponent passed, and a free showdown suits my Queen, so I pass.",
      "My Queen beats only the Jack, so I pass and see a showdown for free.",
      "With the Queen I pass for a free showdown and keep the pot small.",
    ],
    b: [
      "The opponent passed, so I bet the Queen to make a Jack pay.",
      "After a pass my Queen may well be ahead, so I bet for value.",
      "One of the two cards left is lower than my Queen, so I bet now.",
    ],
  },
  "2p": {
    p: [
      "My King wins the showdown now, so I pass and just take the antes.",
      "With the King I can't lose, so I pass and win the pot as it stands.",
      "The opponent passed, so my King takes the small pot when I pass too.",
    ],
    b: [
      "The opponent passed, so I bet the King to try for one chip more.",
      "The King can't lose here, so I bet one more chip and hope for a call.",
      "With the highest card a bet costs me nothing, so I bet for value.",
    ],
  },
  "0b": {
    p: [
      "My Jack beats neither of the other cards, so I fold and lose only the ante.",
      "Calling with the lowest card would only lose a second chip, so I fold.",
      "The opponent bet, and my Jack can't win any showdown, so I fold to it.",
    ],
    b: [
      "I call the bet with my Jack, although it can't win the showdown.",
      "Curious about the bet, I call even with the lowest card.",
      "Folding gives up the pot, so I call, though my Jack is the lowest card.",
    ],
  },
  "1b": {
    p: [
      "The bet may well be a King, so I fold the Queen and lose only the ante.",
      "My Queen beats nothing but a Jack, so I fold to the opponent's bet.",
      "With the Queen I save the second chip this time, so I fold.",
    ],
    b: [
      "The bet may be a bluff with the Jack, so I call with my Queen.",
      "My Queen beats the Jack, so I call to catch a possible bluff.",
      "One of the two cards left loses to my Queen, so I call the bet.",
    ],
  },
  "2b": {
    p: [
      "I fold to the bet and give up the pot, although my King is highest.",
      "Just this once I fold the King and let the opponent have my ante.",
      "To be hard to read I fold even the highest card to this bet.",
    ],
    b: [
      "The King beats both of the other cards, so I call and win two chips.",
      "The opponent bet, and I can't lose with the King, so I gladly call it.",
      "With the highest card I call, since the bigger pot is mine.",
    ],
  },
  "0pb": {
    p: [
      "I passed with the Jack and it still beats no card, so I fold to the bet.",
      "By calling, my Jack could only lose a second chip, so I fold to the bet.",
      "The opponent bet after my pass, and the lowest card can't win, so I fold.",
    ],
    b: [
      "After my pass I call the bet, although the Jack can't win a showdown.",
      "I want to see the cards after this bet, so I call even with the Jack.",
      "I passed first and now call the bet, though I hold the lowest card.",
    ],
  },
  "1pb": {
    p: [
      "The bet after my pass may well be a King, so I fold the Queen.",
      "My Queen beats nothing but a Jack, so I fold to the bet after my pass.",
      "I passed with the Queen and save the second chip, so I fold to the bet.",
    ],
    b: [
      "The bet after my pass may be a bluff with the Jack, so I call.",
      "My Queen beats a Jack that bets after my pass, so I call.",
      "I passed with the Queen, and it may still be ahead, so I call the bet.",
    ],
  },
  "2pb": {
    p: [
      "I passed with the King, and now I fold it to the bet to be hard to read.",
      "After my pass I fold to the bet, although no card beats my King.",
      "Just this once I give up the pot with the King, so I fold to the bet.",
    ],
    b: [
      "My pass drew a bet and no card beats the King, so I call and win two chips.",
      "The opponent bet after my pass, and the King can't lose, so I call.",
      "I passed with the highest card, so I call the bet and win the pot.",
    ],
  },
};
