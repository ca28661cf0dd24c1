import { seconds, secondsSince } from "./seconds.ts";

/** Does something and says how many seconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = seconds();
  const value = await work();
  return { value, seconds: secondsSince(began) };
}
