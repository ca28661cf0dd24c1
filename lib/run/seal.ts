/** Folders that are whole or not there: what they hold is on disk and can be told from what was written. */
import { dirname } from "node:path";
import { z } from "zod";
import { sha256 } from "../results/schema/common.ts";
import { fileHashes } from "./file_hashes.ts";

/** What a folder's files were when it was sealed, beside them. */
const SEAL = "files.json";
const sealSchema = z.record(z.string(), sha256);

/** SHA-256 of files by name, in hexadecimal. */
export type FileHashes = Readonly<Record<string, string>>;

/** Waits until a file, or the names in a folder, are on disk. */
function sync(path: string): void {
  using file = Deno.openSync(path);
  file.syncSync();
}

function syncFolder(path: string): void {
  if (Deno.build.os !== "windows") sync(path); // which can't open a folder, and needs no telling
}

/** Waits until a folder's files are on disk and writes down beside them what they are. */
export async function seal(folder: string): Promise<FileHashes> {
  const files = await fileHashes(folder);
  for (const name of Object.keys(files)) sync(`${folder}/${name}`);
  await Deno.writeTextFile(`${folder}/${SEAL}`, JSON.stringify(files, null, 2) + "\n");
  sync(`${folder}/${SEAL}`);
  syncFolder(folder);
  return files;
}

/** What a sealed folder holds, or in a clause what is wrong with it. */
export async function readSealed(folder: string): Promise<{ files: FileHashes } | { broken: string }> {
  const [sealed, found] = [await readSeal(folder), await fileHashes(folder)];
  if (sealed === undefined) return { broken: `its ${SEAL} is missing or damaged` };
  for (const [name, hash] of Object.entries(sealed)) {
    if (found[name] === undefined) return { broken: `"${name}" is missing` };
    if (found[name] !== hash) return { broken: `"${name}" is damaged, it isn't what was written` };
  }
  return { files: sealed };
}

async function readSeal(folder: string): Promise<FileHashes | undefined> {
  try {
    return sealSchema.safeParse(JSON.parse(await Deno.readTextFile(`${folder}/${SEAL}`))).data;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** What folders in the making have in their names, behind the name that they will have; also the trainer's own. */
const ASIDE = /\.(?:partial|old)-/;

/**
 * Makes a sealed folder in place of whatever `target` was: aside, then renamed, so that under its name it is always whole.
 *
 * @param make Writes into a folder that is there and empty.
 */
export async function writeSealed(target: string, make: (folder: string) => Promise<void>): Promise<FileHashes> {
  const aside = `${target}.partial-${crypto.randomUUID()}`;
  await Deno.mkdir(aside, { recursive: true });
  try {
    await make(aside);
    const files = await seal(aside);
    removeFolder(target);
    await Deno.rename(aside, target);
    syncFolder(dirname(target));
    return files;
  } finally {
    removeFolder(aside);
  }
}

/** Removes what killed processes were writing in a folder of sealed ones; whoever calls must be alone in there. */
export function sweepPartial(parent: string): void {
  for (const name of foldersIn(parent)) if (ASIDE.test(name)) removeFolder(`${parent}/${name}`);
}

/** Names of the folders in a folder, those in the making too; none if there is no such folder. */
export function foldersIn(parent: string): string[] {
  try {
    return [...Deno.readDirSync(parent)].filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}

/** Removes a folder with all that it holds; does nothing if it isn't there. */
export function removeFolder(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
