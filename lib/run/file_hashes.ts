import { createHash } from "node:crypto";

/** SHA-256 of a file, in hexadecimal; it is read in pieces, so size doesn't matter. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("hex");
}

/** SHA-256 of every file of a folder, by name, in hexadecimal. */
export async function fileHashes(folder: string): Promise<Record<string, string>> {
  const names = [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile).map(({ name }) => name).sort();
  const hashes: Record<string, string> = {};
  for (const name of names) hashes[name] = await fileHash(`${folder}/${name}`);
  return hashes;
}
