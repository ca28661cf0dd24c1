import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between looks at whether another process has made the folder. */
const POLL = 200;

/** How a folder is made that all processes of a machine share. */
export interface MakeOnceOptions {
  /** Whether the folder is there and whole. */
  readonly isWhole: () => boolean | Promise<boolean>;
  /** Fills a folder, which may not be there yet, in its place. */
  readonly make: (aside: string) => Promise<void>;
  /** Told when another process is making the folder and has to be waited for. */
  readonly onWait: () => void;
  /** Ends the wait when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Makes a folder unless it is whole. It is made aside and renamed, so that an interruption leaves nothing that looks
 * finished; of two processes the second waits for the first.
 *
 * @throws {Error} Whatever `make` throws; the signal's reason if that was aborted.
 */
export async function makeOnce(folder: string, { isWhole, make, onWait, signal }: MakeOnceOptions): Promise<void> {
  if (await isWhole()) return;
  Deno.mkdirSync(dirname(folder), { recursive: true });
  // The operating system lets go of the lock when its holder ends, however it ends: there are no stale ones.
  using lock = await Deno.open(`${folder}.lock`, { create: true, write: true });
  if (!(await lock.tryLock(true))) {
    onWait();
    // Looks again and again: a wait inside the operating system could not be ended.
    while (!(await lock.tryLock(true))) {
      await sleep(POLL, undefined, signal === undefined ? {} : { signal }).catch(() => signal?.throwIfAborted());
    }
  }
  if (await isWhole()) return;
  // Under the lock, a folder of this name is what an interrupted process left.
  const aside = `${folder}.partial`;
  remove(aside);
  try {
    await make(aside);
    remove(folder);
    Deno.renameSync(aside, folder);
  } finally {
    remove(aside);
  }
}

function remove(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
