import { contentHash } from "../json/content_hash.ts";
import type { Json } from "../json/json.ts";
import { systemReason } from "../text/system_error.ts";
import { type FileHashes, readSealed, seal } from "./seal.ts";

/** A folder that a stage made, found again by what went into it. */
export interface Cached {
  readonly folder: string;
  /** Hash of everything that the folder's content depends on. */
  readonly key: string;
  /** Whether it was there already. */
  readonly hit: boolean;
  /** What its files were when it was made. */
  readonly files: FileHashes;
}

/** A stage's folder that is damaged, or that can't be written; the message names it and what would do. */
export class CacheError extends Error {
  override readonly name = "CacheError";
}

/** The file in a stage's folder that says what went into it. */
export const INPUTS = "inputs.json";

/** Folders in which stages are being made; whoever makes one holds {@linkcode LOCK}. */
const MAKING = ".making-";
const LOCK = "lock";

/**
 * The folder `<root>/<kind>/<hash of inputs>`: as it stands if it is there, else made by `make`.
 *
 * It is made aside and renamed, so a folder under its final name is always whole; where two processes make the same one,
 * the first to finish wins and the other's is dropped. `inputs.json` inside says what went into it, and a seal what its
 * files were, so that damage is found before it is computed with.
 *
 * @param inputs Everything that the content depends on.
 * @param make Writes the stage into a folder that is there and empty.
 * @throws {CacheError} If the folder is there but damaged, or the cache can't be written.
 */
export async function cached(
  root: string,
  kind: string,
  inputs: Json,
  make: (folder: string) => Promise<void>,
): Promise<Cached> {
  const key = contentHash(inputs);
  const parent = `${root}/${kind}`;
  const folder = `${parent}/${key.slice(0, 16)}`;
  if (exists(folder)) return { folder, key, hit: true, files: await checkSeal(folder) };
  using workshop = await openWorkshop(root, parent);
  const aside = `${workshop.folder}/stage`;
  await Deno.mkdir(aside);
  await make(aside);
  await Deno.writeTextFile(`${aside}/${INPUTS}`, JSON.stringify(inputs, null, 2) + "\n");
  const files = await seal(aside);
  try {
    await Deno.rename(aside, folder);
  } catch (error) {
    if (!exists(folder)) throw error;
    return { folder, key, hit: false, files: await checkSeal(folder) };
  }
  return { folder, key, hit: false, files };
}

/** Says what is wrong with a stage's folder, and what would do. */
export function damagedStage(folder: string, what: string): CacheError {
  return new CacheError(
    `Cannot use the cached stage "${folder}": ${what}; remove that folder and run again to make it anew`,
  );
}

/** Compares a stage's files with what they were when it was made. */
async function checkSeal(folder: string): Promise<FileHashes> {
  const sealed = await readSealed(folder);
  if ("broken" in sealed) throw damagedStage(folder, sealed.broken);
  return sealed.files;
}

/**
 * A folder of this process's own in `parent`, gone when it is closed. Sweeps first what killed processes left there.
 *
 * Whoever makes something holds the cache's lock together with all others who do. Where it can be had alone, nobody is
 * making anything, and what looks as if it were being made was left behind. The operating system lets go of a lock when
 * its holder ends, however it ends.
 */
async function openWorkshop(root: string, parent: string): Promise<Disposable & { readonly folder: string }> {
  using open = new DisposableStack();
  try {
    await Deno.mkdir(parent, { recursive: true });
    const lock = open.use(await Deno.open(`${root}/${LOCK}`, { create: true, write: true }));
    if (await lock.tryLock(true)) {
      sweep(parent);
      await lock.unlock();
    }
    await lock.lock(false);
    const folder = await Deno.makeTempDir({ dir: parent, prefix: MAKING });
    open.defer(() => Deno.removeSync(folder, { recursive: true }));
    const workshop = open.move();
    return { folder, [Symbol.dispose]: () => workshop.dispose() };
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    throw new CacheError(`Cannot write the cache "${root}": ${reason}; choose another --results`, { cause: error });
  }
}

function sweep(parent: string): void {
  for (const { name } of Deno.readDirSync(parent)) {
    if (name.startsWith(MAKING)) Deno.removeSync(`${parent}/${name}`, { recursive: true });
  }
}

function exists(folder: string): boolean {
  try {
    return Deno.statSync(folder).isDirectory;
  } catch {
    return false;
  }
}
