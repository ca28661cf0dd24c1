/** Seconds on a clock that nobody can set, from any origin: the time of day may jump, and what took how long may not. */
export const seconds = (): number => performance.now() / 1000;

/** Seconds since a moment that {@linkcode seconds} told. Below 0 there is none, should a machine's clock go back after all. */
export const secondsSince = (moment: number): number => Math.max(0, seconds() - moment);
