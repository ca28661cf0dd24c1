import { basename, dirname } from "node:path";
import type { Cached } from "./cache.ts";
import { fileHash } from "./file_hashes.ts";
import { PretrainedError } from "./pretrained_error.ts";

/** Files that decide what a model is and says, beside its weights; a card or a licence doesn't. */
const DECISIVE: ReadonlySet<string> = new Set([
  "config.json",
  "generation_config.json",
  "model.safetensors.index.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "tokenizer.model",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.json",
  "merges.txt",
  "chat_template.jinja",
]);

/** The file's SHA-256 as the Hub's cache has it, which names large files by it and links to them; undefined elsewhere. */
function promisedHash(path: string): string | undefined {
  if (!Deno.lstatSync(path).isSymlink) return undefined;
  const target = Deno.readLinkSync(path);
  const [folder, name] = [basename(dirname(target)), basename(target)];
  return folder === "blobs" && /^[0-9a-f]{64}$/.test(name) ? name : undefined;
}

/**
 * SHA-256 of what decides what a model is: config, tokenizer, chat template, generation config and weights. Links are
 * followed, so a snapshot in the Hub's cache is read like any folder.
 *
 * @throws {PretrainedError} If a file of the Hub's cache isn't what the Hub has.
 */
export async function modelFiles(folder: string): Promise<Cached["files"]> {
  const names = [...Deno.readDirSync(folder)]
    .filter(({ name, isDirectory }) => !isDirectory && (DECISIVE.has(name) || name.endsWith(".safetensors")))
    .map(({ name }) => name).sort();
  const hashes: Record<string, string> = {};
  for (const name of names) {
    const path = `${folder}/${name}`;
    const [promised, hash] = [promisedHash(path), await fileHash(path)];
    if (promised !== undefined && promised !== hash) {
      throw new PretrainedError(
        `Cannot use the model in "${folder}": "${name}" is damaged, it isn't what the Hub has; remove ` +
          `"${Deno.realPathSync(path)}" and run again to download it anew`,
      );
    }
    hashes[name] = hash;
  }
  return hashes;
}
