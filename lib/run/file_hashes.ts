import { createHash } from "node:crypto";

/** SHA-256 of every file of a folder, by name, in hexadecimal; files are read in pieces, so size doesn't matter. */
export async function fileHashes(folder: string): Promise<Record<string, string>> {
  const names = [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile).map(({ name }) => name).sort();
  const hashes: Record<string, string> = {};
  for (const name of names) {
    const hash = createHash("sha256");
    using file = await Deno.open(`${folder}/${name}`);
    for await (const chunk of file.readable) hash.update(chunk);
    hashes[name] = hash.digest("hex");
  }
  return hashes;
}
