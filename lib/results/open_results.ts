import { canonicalJson } from "../json/canonical_json.ts";
import { cannotWrite, makeFolder } from "./make_folder.ts";
import { readResults } from "./read_results.ts";
import { ResultsError } from "./results_error.ts";
import { RESULTS_FILE, ResultsWriter } from "./results_writer.ts";
import type { HeaderLine } from "./schema.ts";

/** How to treat a folder that holds a run already. */
export interface OpenOptions {
  /** Whether to move a finished run, or files that can't be read, aside instead of refusing. */
  readonly force: boolean;
  /** Told what was moved aside. */
  readonly warn: (message: string) => void;
}

/** What two headers share if they are of one run. */
export interface RunIdentity {
  readonly plan: Pick<HeaderLine["plan"], "hash">;
  readonly run: HeaderLine["run"];
}

/** What a results file shows of its run. */
type State = { readonly header?: HeaderLine; readonly finished: boolean };

async function stateOf(path: string): Promise<State> {
  let state: State = { finished: false };
  for await (const line of readResults(path)) {
    if (line.kind === "header") state = { header: line, finished: false };
    if (line.kind === "end") state = { ...state, finished: true };
  }
  return state;
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

/** Why an earlier run's folder may not be replaced, and whether `force` overrules that. */
interface Objection {
  readonly reason: string;
  readonly overruled: boolean;
}

async function objection(path: string, folder: string, run: RunIdentity): Promise<Objection | undefined> {
  let state: State;
  try {
    state = await stateOf(path);
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    return { reason: `${error.message}; --force moves the folder aside`, overruled: true };
  }
  const { header: earlier, finished } = state;
  if (earlier !== undefined && identity(earlier) !== identity(run)) {
    const theirs = `${earlier.plan.experiment} ${
      earlier.plan.hash.slice(0, 12)
    }, arm ${earlier.run.arm}, seed ${earlier.run.seed}`;
    return {
      reason: `Cannot write results to "${folder}": it belongs to another plan (${theirs}); choose another --results`,
      overruled: false, // files of another plan are never moved
    };
  }
  if (!finished) return undefined;
  return {
    reason: `Cannot write results to "${folder}": this run is finished; --force moves it aside and runs it again`,
    overruled: true,
  };
}

/** What makes two headers those of one run: equal texts. */
export function identity({ plan, run }: RunIdentity): string {
  return canonicalJson([plan.hash, run.arm, run.seed, run.settings]);
}

function isEmpty(folder: string): boolean {
  for (const _ of Deno.readDirSync(folder)) return false;
  return true;
}

/**
 * Claims a run's folder: until the writer is closed, no other process gets it. The writer waits for the header, which may
 * take what is only known later.
 *
 * A folder whose run did not finish is moved aside, to the first free `<folder>.<n>`, so that nothing written is lost; a
 * finished one only if `force` says so. One that was claimed by a run that never began is taken as it is.
 *
 * @throws {ResultsError} If the folder can't be written, another process is writing there, it belongs to another plan or
 * holds other files, or the run is finished and `force` is not set.
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
    if (earlier.statSync().size === 0) {
      held.move();
      return new ResultsWriter(earlier, path);
    }
    const objected = await objection(path, folder, run);
    if (objected !== undefined && !(options.force && objected.overruled)) throw new ResultsError(objected.reason);
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
