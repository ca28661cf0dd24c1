import { createHash } from "node:crypto";

/** SHA-256 of the sources of a Python package, the bundled one if absent: what the subprocess makes depends on them. */
export function sourceHash(folder: URL = new URL("./gpu/", import.meta.url)): string {
  const hash = createHash("sha256");
  for (const path of sources(folder).sort()) {
    hash.update(`${path}\n`).update(Deno.readFileSync(new URL(path, folder)));
  }
  return hash.digest("hex");
}

/** Paths of the Python files in `folder` and in the folders in it, from `folder`. */
function sources(folder: URL): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return sources(new URL(`${name}/`, folder)).map((path) => `${name}/${path}`);
    return name.endsWith(".py") ? [name] : [];
  });
}
