import type { EpisodeChunk } from "./packed.ts";

/**
 * A chunk as text that stands in a page: JSON, gzip, base64. The text's alphabet is base64's, so nothing that a model wrote
 * can be taken for markup.
 */
export async function embed(chunk: EpisodeChunk): Promise<string> {
  const json = new Blob([JSON.stringify(chunk)]).stream();
  const packed = await new Response(json.pipeThrough(new CompressionStream("gzip"))).bytes();
  return packed.toBase64();
}
