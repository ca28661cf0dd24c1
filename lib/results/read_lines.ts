/** A line of a file as bytes, its number from 1, and whether a line feed ends it. */
export interface RawLine {
  readonly bytes: Uint8Array;
  readonly number: number;
  readonly whole: boolean;
}

const LINE_FEED = 0x0a;

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Streams a file's lines; memory holds one line, however long the file is.
 *
 * @param size Bytes from the start after which the file is taken to end; the whole file if left out.
 */
export async function* readLines(path: string, size = Infinity): AsyncGenerator<RawLine> {
  using file = await Deno.open(path);
  let parts: Uint8Array[] = [];
  let number = 1;
  let left = size;
  const chunk = new Uint8Array(1 << 16);
  const next = () => left === 0 ? null : file.read(left < chunk.length ? chunk.subarray(0, left) : chunk);
  for (let got = await next(); got !== null; got = await next()) {
    left -= got;
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1 && end < got; end = chunk.indexOf(LINE_FEED, from)) {
      yield { bytes: concatenate([...parts, chunk.subarray(from, end)]), number: number++, whole: true };
      parts = [];
      from = end + 1;
    }
    parts.push(chunk.slice(from, got));
  }
  const rest = concatenate(parts);
  if (rest.length > 0) yield { bytes: rest, number, whole: false };
}
