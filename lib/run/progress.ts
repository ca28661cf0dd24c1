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
