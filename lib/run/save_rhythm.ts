/** A save is worth its time again after this many times as long. */
const TIMES_COST = 20;

/** Seconds after which it is worth its time in any case. */
const LONG_ENOUGH = 10;

/**
 * Whether to save what a run needs to go on from an iteration. Iterations of ten seconds or more are each saved; faster ones
 * as often as saving takes about a twentieth of the time. What a run computes doesn't depend on it.
 *
 * @param since Seconds since the last save.
 * @param cost Seconds that the last save took; 0 before the first.
 */
export function saveDue(since: number, cost: number): boolean {
  return since >= Math.min(TIMES_COST * cost, LONG_ENOUGH);
}
