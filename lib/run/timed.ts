/** Seconds on a clock that nobody can set, from any origin. */
export const seconds = (): number => performance.now() / 1000;

/** Does something and says how many seconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = seconds();
  const value = await work();
  return { value, seconds: seconds() - began };
}
