/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { EpisodeChunk } from "../episodes/packed.ts";

/** Whether a value has a chunk's form; its builder is the page's own. */
export function isChunk(value: unknown): value is EpisodeChunk {
  return typeof value === "object" && value !== null && "texts" in value && "prompts" in value && "episodes" in value;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/**
 * The chunks that a page in a file carries, one after the other; each is dropped from the page once it is read.
 *
 * @throws {Error} If one is damaged.
 */
export async function* carriedChunks(): AsyncGenerator<EpisodeChunk> {
  for (const element of document.querySelectorAll("script.episodes")) {
    const packed = new Blob([bytesOf(element.textContent.trim())]).stream();
    const chunk: unknown = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).json();
    element.remove();
    if (!isChunk(chunk)) throw new Error("The page's episodes are damaged");
    yield chunk;
  }
}
