import { type Address, uniform } from "../random/uniform.ts";

/**
 * What replies are like where weights are random, which neither stop nor say anything: as long as some other replies, each as
 * likely, and any legal action is meant, each as likely.
 */
export interface Rehearsal {
  /** Lengths of replies in tokens, the stop token included; at least one. */
  readonly lengths: readonly number[];
}

/** What a reply is to be like. */
export interface RehearsedReply {
  /** Tokens, the stop token included. */
  readonly length: number;
  /** Its action's place among so many legal ones. */
  readonly action: (legal: number) => number;
}

/** What the reply at an address is to be like. */
export function rehearsedReply(
  { lengths }: Rehearsal,
  seed: number,
  address: readonly [number, number, number],
): RehearsedReply {
  const draw = (place: number) => uniform(seed, "rehearsal", [...address, place] satisfies Address);
  return {
    length: lengths[Math.floor(draw(0) * lengths.length)]!,
    action: (legal) => Math.floor(draw(1) * legal),
  };
}
