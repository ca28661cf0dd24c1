import type { Demands } from "./history.ts";
import { type Demand, fits, PIE } from "./rules.ts";

/** Reasons to open with `demand`. */
function opening(demand: Demand): readonly string[] {
  const rest = PIE - demand;
  if (demand === PIE / 2) {
    return [
      `Half of the pie is fair to both sides, so I open with an even ${demand}.`,
      `An even split leaves the opponent just as much as me, so I ask for ${demand}.`,
      `If both of us ask for half, the whole pie is shared, so I open with ${demand}.`,
    ];
  }
  if (demand > PIE / 2) {
    return [
      `I open with ${demand}, above half, and see whether the opponent leaves me that much.`,
      `More than half pays if the opponent asks for ${rest} or less, so I open with ${demand}.`,
      `To claim the larger part, I start with ${demand} and hope for a modest opponent.`,
    ];
  }
  return [
    `I open with ${demand}, below half, so that the opponent may ask for up to ${rest}.`,
    `A modest ${demand} still fits if the opponent asks for ${rest}, so I open with it.`,
    `To make a deal more likely, I ask for less than half and start with ${demand}.`,
  ];
}

/** Reasons for `demand` after demands that fitted the pie. */
function afterDeal(demand: Demand, { own, other }: Demands): readonly string[] {
  if (demand === own) {
    return [
      `My ${own} and the opponent's ${other} made a deal, so I ask for ${demand} once more.`,
      `The last round paid me ${own}, and it may well do so again, so I repeat ${demand}.`,
      `Our last demands fitted the pie, so I see no need to move and stay at ${demand}.`,
    ];
  }
  if (demand < own) {
    return [
      `We had a deal at ${own} and ${other}, but I go down to ${demand} to keep the opponent willing.`,
      `I got ${own} and now ask for a cautious ${demand}, to be surer still of another deal.`,
      `Beside another ${other} even ${own} would fit, so ${demand} is on the safe side.`,
    ];
  }
  if (fits(demand, other)) {
    return [
      `The opponent's ${other} leaves room for more than my ${own}, so I go up to ${demand}.`,
      `We left ${PIE - own - other} of the pie on the table last time, so I raise my demand to ${demand}.`,
      `Beside another ${other} there is room for ${demand}, so I ask for more than before.`,
    ];
  }
  return [
    `The deal paid me only ${own}, so I go up to ${demand} and see if the opponent yields.`,
    `I raise my demand to ${demand}, though it needs the opponent to come down from ${other}.`,
    `With ${own} I got a deal, and now I test with ${demand} whether I can have more.`,
  ];
}

/** Reasons for `demand` after demands that exceeded the pie. */
function afterBreakdown(demand: Demand, { own, other }: Demands): readonly string[] {
  if (demand === own) {
    return [
      `Our ${own} and ${other} were too much, but I stay at ${demand} so that the opponent comes down.`,
      `My ${demand} fits only if the opponent asks for less than ${other}, and I insist on it.`,
      demand === PIE / 2
        ? `The round paid us nothing, yet half is fair to both, so I stay at ${demand}.`
        : `The round paid us nothing, yet I repeat ${demand} and wait for the opponent to yield.`,
    ];
  }
  if (demand > own) {
    return [
      `We broke down at ${own} and ${other}, yet I go up to ${demand} to press the opponent.`,
      `I answer the opponent's ${other} with ${demand}, even more than my ${own}, to look tough.`,
      `After getting nothing with ${own} I dare to ask for ${demand} and hope that they yield.`,
    ];
  }
  if (demand + other === PIE) {
    return [
      `The opponent asked for ${other}, which leaves ${demand}, so I take that to get a deal.`,
      `We got nothing at ${own} and ${other}, and ${demand} is just what another ${other} leaves, so I take it.`,
      `Getting ${demand} is better than another breakdown, so I take what ${other} leaves.`,
    ];
  }
  if (fits(demand, other)) {
    return [
      `We broke down at ${own} and ${other}, so I go down to ${demand}, which surely fits ${other}.`,
      `Beside another ${other} a demand of ${demand} fits with room to spare, so I come down.`,
      `To get a deal I come down to only ${demand}, less than the opponent's ${other} leaves.`,
    ];
  }
  return [
    `Our ${own} and ${other} were too much, so I come down to ${demand} and hope they do as well.`,
    `After the breakdown I go down from ${own} to ${demand}, a step toward the opponent.`,
    `Nobody got anything, so I meet the opponent part of the way and ask for ${demand}.`,
  ];
}

/**
 * Reasons for a demand after a last round (undefined in the first): each one sentence that is true of what has
 * happened and leads to the demand. Demands that only random play makes have reasons too.
 */
export function reasonsFor(demand: Demand, last: Demands | undefined): readonly string[] {
  if (last === undefined) return opening(demand);
  return fits(last.own, last.other) ? afterDeal(demand, last) : afterBreakdown(demand, last);
}
