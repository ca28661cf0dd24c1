import { type Intent, judgeEarlier, type RunIdentity } from "./earlier_run.ts";
import { cannotWrite, makeFolder } from "./make_folder.ts";
import { ResultsError } from "./results_error.ts";
import { RESULTS_FILE, ResultsWriter } from "./results_writer.ts";

/** How to treat a folder that holds a run already. */
export interface OpenOptions {
  /** What becomes of that run. */
  readonly intent: Intent;
  /** Told what was moved aside, and what of a run that is taken up can't be read. */
  readonly warn: (message: string) => void;
}

/** The first free name `<folder>.1`, `<folder>.2` … */
function asideOf(folder: string): string {
  for (let n = 1;; n++) {
    try {
      Deno.lstatSync(`${folder}.${n}`);
    } catch {
      return `${folder}.${n}`;
    }
  }
}

function inUse(folder: string): ResultsError {
  return new ResultsError(
    `Cannot write results to "${folder}": another process is writing there; wait for it, or choose another --results`,
  );
}

/** Locks an open file, and makes sure that it still is what the path names: another process may have moved it aside. */
function lock(file: Deno.FsFile, path: string, folder: string): void {
  if (!file.tryLockSync(true)) throw inUse(folder);
  const held = file.statSync();
  const named = statOf(path);
  if (held.ino !== named?.ino || held.dev !== named.dev) throw inUse(folder);
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Opens the results file of an earlier run, if there is one. */
function openEarlier(path: string, folder: string): Deno.FsFile | undefined {
  try {
    return Deno.openSync(path, { read: true, append: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (!(error instanceof Deno.errors.IsADirectory)) throw error;
    throw new ResultsError(
      `Cannot write results to "${folder}": its ${RESULTS_FILE} is a folder; choose another --results`,
    );
  }
}

function isEmpty(folder: string): boolean {
  for (const _ of Deno.readDirSync(folder)) return false;
  return true;
}

/**
 * Claims a run's folder: until the writer is closed, no other process gets it. The writer waits for the header, which may
 * take what is only known later, or for what is kept of an earlier run.
 *
 * With the intent `replace` an earlier run, or a file that can't be read, is moved aside to the first free `<folder>.<n>`,
 * so that nothing written is lost. With `resume` a run that stopped is taken as it is. One that stopped before there was
 * anything to lose is taken as it is whatever the intent.
 *
 * @throws {ResultsError} If the folder can't be written, another process is writing there, it belongs to another plan or
 * holds other files, or the intent doesn't allow for the run that it holds.
 */
export async function openResults(folder: string, run: RunIdentity, options: OpenOptions): Promise<ResultsWriter> {
  makeFolder(folder);
  try {
    return await claim(folder, run, options);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

async function claim(folder: string, run: RunIdentity, options: OpenOptions): Promise<ResultsWriter> {
  const path = `${folder}/${RESULTS_FILE}`;
  // An earlier file's lock is held until the new file has one of its own.
  using held = new DisposableStack();
  const earlier = openEarlier(path, folder);
  if (earlier !== undefined) {
    held.use(earlier);
    lock(earlier, path, folder);
    const verdict = await judgeEarlier(path, folder, run, options.intent);
    if ("refuse" in verdict) throw new ResultsError(verdict.refuse);
    if (verdict.take === "as it is" || earlier.statSync().size === 0) {
      held.move();
      if (verdict.note !== undefined) options.warn(verdict.note);
      return new ResultsWriter(earlier, path);
    }
    const aside = asideOf(folder);
    Deno.renameSync(folder, aside);
    Deno.mkdirSync(folder);
    options.warn(`Moved an earlier run of this plan to "${aside}"`);
  } else if (!isEmpty(folder)) {
    throw new ResultsError(
      `Cannot write results to "${folder}": it holds files but no ${RESULTS_FILE}; choose another --results`,
    );
  }
  return create(path, folder);
}

function create(path: string, folder: string): ResultsWriter {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { append: true, createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) throw inUse(folder);
    throw error;
  }
  try {
    lock(file, path, folder);
    return new ResultsWriter(file, path);
  } catch (error) {
    file.close();
    throw error;
  }
}
