import { type DemonstratorName, leastAskedFor } from "./demonstrators.ts";
import type { Seen } from "./infoset.ts";
import { fits, ITEM_NAMES, ITEMS, type Items, total, worth } from "./rules.ts";

/** What a reason may speak of. */
interface Facts {
  /** What the demand is worth to the player, in words: "13 points". */
  readonly points: string;
  /** How much of the pool it asks for: "4 of the 9 items". */
  readonly part: string;
  /** How many items it leaves. */
  readonly left: number;
  /** Whether it asks for nothing. */
  readonly nothing: boolean;
  /** Whether it asks for everything. */
  readonly everything: boolean;
  /** How the last round went; undefined in the first. */
  readonly last: "deal" | "breakdown" | undefined;
  /** Rounds played. */
  readonly rounds: number;
  /** What it asks for of the item that is valued most, if one is: "books" and "2 of 3". */
  readonly top: { readonly item: string; readonly part: string } | undefined;
  /** The unit that was given up since the last round, if one was. */
  readonly given: Given | undefined;
}

/** One unit less than in the last round. */
interface Given {
  /** "one hat". */
  readonly unit: string;
  /** "2 points". */
  readonly points: string;
  /** What the last demand was worth: "15 points". */
  readonly before: string;
  /** Whether it is of the one item that was valued least of all that were asked for. */
  readonly isLeast: boolean;
}

const pointsOf = (points: number) => points === 1 ? "1 point" : `${points} points`;

const unitsOf = (items: Items) => total((item) => items[item]);

function topOf({ pool, values }: Seen, demand: Items): Facts["top"] {
  const most = Math.max(...values), [item, ...others] = ITEMS.filter((item) => values[item] === most);
  if (item === undefined || others.length > 0) return undefined;
  return { item: ITEM_NAMES[item], part: `${demand[item]} of ${pool[item]}` };
}

function givenOf({ values, own }: Seen, demand: Items): Given | undefined {
  const last = own.at(-1), item = last && leastAskedFor(values, last);
  if (last === undefined || item === undefined || demand[item] !== last[item] - 1) return undefined;
  return {
    unit: `one ${ITEM_NAMES[item].slice(0, -1)}`,
    points: pointsOf(values[item]),
    before: pointsOf(worth(values, last)),
    isLeast: ITEMS.every((other) => other === item || last[other] === 0 || values[other] > values[item]),
  };
}

function factsOf(seen: Seen, demand: Items): Facts {
  const { pool, values, own, other } = seen;
  const last = own.at(-1);
  const units = unitsOf(demand), all = unitsOf(pool);
  return {
    points: pointsOf(worth(values, demand)),
    part: `${units} of the ${all} items`,
    left: all - units,
    nothing: units === 0,
    everything: units === all,
    last: last && (fits(pool, last, other.at(-1)!) ? "deal" : "breakdown"),
    rounds: own.length,
    top: topOf(seen, demand),
    given: givenOf(seen, demand),
  };
}

/** `texts` where the condition holds. */
const when = (holds: unknown, ...texts: string[]) => holds ? texts : [];

function proportional({ points, part, everything, last, top }: Facts): string[] {
  return [
    `I ask for each item in proportion to its value to me, ${points} in all.`,
    `Going by my own values I ask for ${part}, worth ${points} to me.`,
    `I weigh each item by its value to me, so I ask for ${part} this round.`,
    ...top ? [`I value ${top.item} most, so I ask for ${top.part} and share the rest by value too.`] : [],
    ...when(everything, `My share by value rounds up to the whole pool here, worth ${points} to me.`),
    ...when(
      last === "deal",
      `Our last demands were a deal, so I keep to my share by value, worth ${points}.`,
      `My share by value fit the pool last round, so I ask for ${points} again.`,
    ),
    ...when(
      last === "breakdown",
      `We broke down, but I still ask for my share by value, worth ${points}.`,
      `The last round was no deal, yet I stay with my share by value, worth ${points}.`,
    ),
  ];
}

function conservative({ points, part, left, nothing, last }: Facts): string[] {
  if (nothing) {
    return [
      "Four fifths of my share by value round down to nothing, so I ask for nothing.",
      "My cautious share of this pool rounds down to nothing, so I ask for nothing.",
      "No item here is worth a whole unit to a cautious demand, so I ask for nothing.",
      ...when(last, "I asked for nothing last round, and I stay with that cautious demand."),
    ];
  }
  return [
    `I ask for a bit less than my share by value, which is still worth ${points}.`,
    `To make a deal easy I ask for ${part} and leave the other ${left}.`,
    `I hold back for a deal and ask for just ${part}, worth ${points}.`,
    ...when(last === "deal", `This cautious demand was a deal last round, so I repeat it for ${points}.`),
    ...when(last === "breakdown", `We broke down, but my demand is cautious already, so I stay at ${points}.`),
  ];
}

function adaptive({ points, part, nothing, last, given }: Facts): string[] {
  if (last === undefined) {
    return nothing
      ? [
        "Even a fifth over my share by value rounds down to nothing, so I ask for nothing.",
        "My share of every item rounds down to nothing, so I open by asking for nothing.",
        "No item of this pool earns me a whole unit by value, so I ask for nothing.",
      ]
      : [
        `I open with a fifth over my share by value, rounded down, worth ${points}.`,
        `I open at ${points} and will give way one unit at a time if we break down.`,
        `First I ask for ${part}; if that breaks down I can still ask for less.`,
      ];
  }
  if (last === "deal") {
    return nothing
      ? [
        "Asking for nothing was a deal, so I keep to it and ask for nothing again.",
        "The last round was a deal, so I stay with my demand of nothing at all.",
        "Our demands fit the pool, so I ask for nothing again, as I did before.",
      ]
      : [
        `Our demands fit the pool, so I keep mine, which is worth ${points} to me.`,
        `The last round was a deal and paid me ${points}, so I ask for the same again.`,
        `What I asked for was a deal, so I repeat it and ask for another ${points}.`,
      ];
  }
  // After a breakdown there is always a unit to give up: asking for nothing is always a deal.
  return given === undefined ? [] : [
    `The last round paid nothing, so I drop ${given.unit}, worth ${given.points} to me.`,
    `After the breakdown I give up ${given.unit} and go from ${given.before} to ${points}.`,
    `Our demands didn't fit the pool, so I give way by ${given.unit} and ask for ${points}.`,
    ...when(given.isLeast, `We broke down, so I drop ${given.unit}, the least valued of what I asked for.`),
  ];
}

function defensive({ points, part, nothing, rounds }: Facts): string[] {
  if (rounds === 0) {
    return nothing
      ? [
        "My share by value rounds down to nothing here, so I open by asking for nothing.",
        "No item earns me a whole unit by value, so I open by asking for nothing.",
        "I start by asking for nothing, since my share of each item rounds down to none.",
      ]
      : [
        `I open with my share by value, rounded down, and that is worth ${points}.`,
        `I start with ${part}, which is my share by value rounded down.`,
        `My share by value, rounded down, is worth ${points}, so I open with that.`,
      ];
  }
  return nothing
    ? [
      "The opponent's mean demand leaves no whole item, so I ask for nothing.",
      "What the opponent asks on average leaves me no whole item, so I ask for none.",
      "The opponent's demands so far leave no whole item for me, so I ask for nothing.",
      ...when(rounds === 1, "The opponent asked for the whole pool, so there is nothing left to ask for."),
    ]
    : [
      `The opponent's mean demand leaves ${part} whole, so I ask for those.`,
      `On average the opponent leaves whole items worth ${points}, so I ask for those.`,
      `So far the opponent leaves me whole items worth ${points}, so I ask for them.`,
      ...when(rounds === 1, `I ask for just what the opponent's last demand left, worth ${points}.`),
    ];
}

const REASONS: Readonly<Record<DemonstratorName, (facts: Facts) => string[]>> = {
  proportional,
  conservative,
  adaptive,
  defensive,
};

/**
 * Reasons for a demonstrator's demand: each one sentence that is true of what the player has seen and of the demand. At
 * least three, all fit to stand above it.
 *
 * @throws {RangeError} If there is none: the demonstrator doesn't demand that there.
 */
export function reasonsFor(demonstrator: DemonstratorName, seen: Seen, demand: Items): readonly string[] {
  const reasons = REASONS[demonstrator](factsOf(seen, demand));
  if (reasons.length === 0) {
    throw new RangeError(`The demonstrator ${demonstrator} doesn't demand [${demand.join(", ")}] here`);
  }
  return reasons;
}
