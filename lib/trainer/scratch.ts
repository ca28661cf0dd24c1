/** The folder through which tensors pass to the subprocess and back. */
import { statfsSync } from "node:fs";

/** Linux's shared memory: files there never touch a disk. */
const SHARED_MEMORY = "/dev/shm";

/** A large model's adapter twice over and a batch fit into this; containers often have 64 MiB of shared memory. */
const ROOM_BYTES = 2 ** 30;

/**
 * Makes a scratch folder in `parent`; if absent, in shared memory where there is room and in the temp folder where there
 * isn't, or where Deno may not look: it lets a program into /dev only with all permissions.
 */
export function makeScratch(parent?: string): string {
  const dir = parent ?? (hasRoom(SHARED_MEMORY) ? SHARED_MEMORY : undefined);
  return Deno.makeTempDirSync({ prefix: "sepo-trainer-", ...(dir === undefined ? {} : { dir }) });
}

/** Removes a scratch folder, which the subprocess may have done already. */
export function removeScratch(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false; // no such file system, or no permission to ask: the temp folder serves
  }
}
