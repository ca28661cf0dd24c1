import { createHash } from "node:crypto";

/** SHA-256 of the bundled Python package's sources: what the subprocess makes depends on them. */
export function sourceHash(): string {
  const folder = new URL("./gpu/", import.meta.url);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".py")).sort();
  const hash = createHash("sha256");
  for (const name of names) hash.update(`${name}\n`).update(Deno.readFileSync(new URL(name, folder)));
  return hash.digest("hex");
}
