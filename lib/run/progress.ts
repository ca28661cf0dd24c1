/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Time left when `done` of `total` equal steps took `seconds`, as `1:05 left`; empty before the first step. */
export function timeLeft(done: number, total: number, seconds: number): string {
  if (done <= 0) return "";
  return `${duration(seconds / done * (total - done))} left`;
}

/** Seconds from the first step to the first line: long enough for a rate, short enough not to seem stuck. */
const FIRST_LINE = 3;

/** Seconds between lines. */
const BETWEEN_LINES = 15;

/**
 * Says when steps that follow each other quickly deserve a line: a few seconds after the first, then about every 15
 * seconds, and at the last.
 *
 * @param now The time in seconds, from any origin.
 * @returns A function to call after each step, of `total` in all: the time left where a line is due, else undefined. The
 * first step, which waits for everything to be loaded, doesn't count for the rate.
 */
export function paced(now: () => number): (step: number, total: number) => string | undefined {
  let first: { readonly step: number; readonly at: number } | undefined;
  let due = 0;
  return (step, total) => {
    const at = now();
    if (first === undefined) {
      first = { step, at };
      due = at + FIRST_LINE;
    }
    if (at < due && step < total) return undefined;
    due = at + BETWEEN_LINES;
    return timeLeft(step - first.step, total - first.step, at - first.at);
  };
}
