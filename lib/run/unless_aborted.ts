import { seconds, secondsSince } from "../clock/seconds.ts";

/**
 * What `work` comes to, unless the signal is aborted first. The work itself goes on until what it works with is closed.
 *
 * @throws The signal's reason, if that is aborted before the work is done.
 */
export async function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Seconds after which whoever wants to abort is listened to. */
const LISTEN_EVERY = 0.05;

/**
 * The items of an iteration, each awaited as {@linkcode unlessAborted} does. Items that come without waiting for anything
 * outside, as a table's do, would keep the event loop from turning, and with it the word to stop.
 */
export async function* itemsUnlessAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let listened = seconds();
  for (;;) {
    const next = await unlessAborted(() => iterator.next(), signal);
    if (next.done) return;
    yield next.value;
    if (secondsSince(listened) < LISTEN_EVERY) continue;
    await new Promise((resolve) => setTimeout(resolve));
    listened = seconds();
  }
}
