/** What clocks tell, in milliseconds; one that is absent tells the truth. */
export interface Clocks {
  /** Of the time of day, since 1970. */
  readonly day?: () => number;
  /** Of durations, from any origin. */
  readonly elapsed?: () => number;
}

/** Runs `check` with other clocks than the machine's in this thread. */
export async function withClock<T>({ day, elapsed }: Clocks, check: () => T | Promise<T>): Promise<T> {
  const RealDate = Date;
  const realNow = performance.now;
  if (elapsed !== undefined) performance.now = elapsed;
  if (day !== undefined) {
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [day()] : given),
      get: (target, key) => key === "now" ? day : Reflect.get(target, key),
    });
  }
  try {
    return await check();
  } finally {
    globalThis.Date = RealDate;
    performance.now = realNow;
  }
}
