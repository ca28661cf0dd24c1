import { contentHash } from "../json/content_hash.ts";
import type { Json } from "../json/json.ts";

/** A folder that a stage made, found again by what went into it. */
export interface Cached {
  readonly folder: string;
  /** Hash of everything that the folder's content depends on. */
  readonly key: string;
  /** Whether it was there already. */
  readonly hit: boolean;
}

/**
 * The folder `<root>/<kind>/<hash of inputs>`: as it stands if it is there, else made by `make`.
 *
 * It is made aside and renamed, so a folder under its final name is always whole; where two processes make the same one,
 * the first to finish wins and the other's is dropped. `inputs.json` inside says what went into it.
 *
 * @param inputs Everything that the content depends on.
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
  if (exists(folder)) return { folder, key, hit: true };
  await Deno.mkdir(parent, { recursive: true });
  const aside = await Deno.makeTempDir({ dir: parent, prefix: ".making-" });
  try {
    await make(aside);
    await Deno.writeTextFile(`${aside}/inputs.json`, JSON.stringify(inputs, null, 2) + "\n");
    try {
      await Deno.rename(aside, folder);
    } catch (error) {
      if (!exists(folder)) throw error;
    }
  } finally {
    await Deno.remove(aside, { recursive: true }).catch(() => {}); // gone already where it was renamed
  }
  return { folder, key, hit: false };
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
