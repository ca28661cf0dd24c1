import { bidsHigh } from "./demonstrators.ts";
import type { AuctionRules, Bid, Value } from "./rules.ts";
import type { Seen } from "./seen.ts";

/** Reasons by value and bid. */
export type Reasons = Readonly<Record<Value, Readonly<Record<Bid, readonly string[]>>>>;

/**
 * Reasons that demonstrators give whatever happened before: each one sentence that is true of the value under the
 * paper's rules, and that leads to the bid. Bids that only random play makes have reasons too.
 */
export const REASONS: Reasons = {
  2: {
    1: [
      "My value is only 2, so I bid LOW, the one bid that can still earn a point.",
      "With value 2 a win pays only at the lowest price, so I bid LOW.",
      "At value 2 a bid above LOW can't gain me anything, so I bid LOW.",
    ],
    2: [
      "My value is only 2, and I bid MEDIUM to win, although I gain nothing by it.",
      "With value 2 a MEDIUM win just breaks even, and I bid MEDIUM all the same.",
      "At value 2 I bid MEDIUM, which can neither gain nor lose me any points.",
    ],
    3: [
      "My value is only 2, and I bid HIGH to be hard to read, though a win costs 1.",
      "With value 2 I bid HIGH so that nobody outbids me, at a cost to me.",
      "At value 2 I bid HIGH, although a win at that price costs me a point.",
    ],
  },
  4: {
    1: [
      "My value is 4, so a LOW bid gains the most if it wins, and I bid LOW.",
      "With value 4 a LOW win pays 3, so I bid LOW and hope it isn't beaten.",
      "At value 4 I bid LOW to keep the price down, though a higher bid beats it.",
    ],
    2: [
      "My value is 4, so I bid MEDIUM, which beats LOW and gains 2 if it wins.",
      "With value 4 a MEDIUM win still leaves me 2, so I bid MEDIUM.",
      "At value 4 I bid MEDIUM, half of what it is worth to me, for a good gain.",
    ],
    3: [
      "My value is 4, so I bid HIGH, which nobody outbids and which may gain 1.",
      "With value 4 even a HIGH win leaves me a gain, so I bid HIGH to be safe.",
      "At value 4 I bid HIGH to make sure that the opponent can't outbid me.",
    ],
  },
};

/** More reasons where the opponent's mean bid so far is at least 2.5: true of that as well. */
export const REASONS_AGAINST_HIGH: Reasons = {
  2: {
    1: [
      "The opponent's bids average 2.5 or more, but at value 2 only LOW can gain.",
      "The opponent bids high on average, yet at value 2 I bid LOW, not to overpay.",
    ],
    2: [
      "The opponent's bids average 2.5 or more, and at value 2 MEDIUM risks nothing.",
      "The opponent bids high on average, so I bid MEDIUM, which costs value 2 nothing.",
    ],
    3: [
      "The opponent's bids average 2.5 or more, so at value 2 I bid HIGH, at a loss.",
      "The opponent bids high on average, so I bid HIGH too, though my value is just 2.",
    ],
  },
  4: {
    1: [
      "The opponent's bids average 2.5 or more, so at value 4 my LOW bid is a gamble.",
      "The opponent bids high on average, yet I bid LOW at value 4 in case that ends.",
    ],
    2: [
      "The opponent's bids average 2.5 or more, but at value 4 I bid MEDIUM to gain 2.",
      "The opponent bids high on average, yet at value 4 I bid MEDIUM for a larger gain.",
    ],
    3: [
      "The opponent's bids average 2.5 or more, so at value 4 I bid HIGH to keep up.",
      "The opponent bids high on average, so with value 4 I bid HIGH to match that.",
    ],
  },
};

/** More reasons where the opponent's mean bid so far is below 2.5: true of that as well. */
export const REASONS_AGAINST_LOW: Reasons = {
  2: {
    1: [
      "The opponent's bids average below 2.5, and at value 2 only LOW can gain.",
      "The opponent hasn't always bid HIGH, so with value 2 I bid LOW and may yet win.",
    ],
    2: [
      "The opponent's bids average below 2.5, so I bid MEDIUM, though value 2 gains nothing.",
      "The opponent hasn't always bid HIGH, so MEDIUM at value 2 may win, if for no gain.",
    ],
    3: [
      "The opponent's bids average below 2.5, so HIGH at value 2 may win, at a loss.",
      "The opponent hasn't always bid HIGH, so I bid HIGH to win, though value 2 loses.",
    ],
  },
  4: {
    1: [
      "The opponent's bids average below 2.5, so at value 4 I bid LOW to gain 3.",
      "The opponent hasn't always bid HIGH, so with value 4 I bid LOW for a large gain.",
    ],
    2: [
      "The opponent's bids average below 2.5, so at value 4 I bid MEDIUM and may gain 2.",
      "The opponent hasn't always bid HIGH, so with value 4 I bid MEDIUM to win.",
    ],
    3: [
      "The opponent's bids average below 2.5, but at value 4 I bid HIGH to be sure.",
      "The opponent hasn't always bid HIGH, but with value 4 I bid HIGH to be safe.",
    ],
  },
};

/** Reasons for HIGH at value 2, the one bid that can lose points, where the rules clip losses. */
export const REASONS_WITHOUT_LOSS: readonly string[] = [
  "My value is only 2, and I bid HIGH to be hard to read, as a win pays no less than 0.",
  "With value 2 a HIGH win pays me nothing, but then the opponent earns nothing either.",
  "At value 2 a HIGH win pays me 0, and I bid HIGH so that nobody outbids me.",
];

/** The reasons that are true where a player knows `seen` and bids `bid`, by rules that keep losses or clip them. */
export function reasonsFor(seen: Seen, bid: Bid, { losses }: Pick<AuctionRules, "losses">): readonly string[] {
  if (losses === "clipped" && seen.value === 2 && bid === 3) return REASONS_WITHOUT_LOSS;
  const high = bidsHigh(seen), always = REASONS[seen.value][bid];
  if (high === undefined) return always;
  return [...always, ...(high ? REASONS_AGAINST_HIGH : REASONS_AGAINST_LOW)[seen.value][bid]];
}
