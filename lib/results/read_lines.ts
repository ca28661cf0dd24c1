/** A line of a file as bytes, its number from 1, and whether a line feed ends it. */
export interface RawLine {
  readonly bytes: Uint8Array;
  readonly number: number;
  readonly whole: boolean;
}

const LINE_FEED = 0x0a;

/** Bytes that are read at once: fewer take more calls, which is what reading costs. */
const PIECE = 1 << 20;

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
 * Streams a file's lines; memory holds what is read at once and one line, however long the file is. Lines that are kept
 * keep what was read with them.
 *
 * @param size Bytes from the start after which the file is taken to end; the whole file if left out.
 */
export async function* readLines(path: string, size = Infinity): AsyncGenerator<RawLine> {
  using file = await Deno.open(path);
  let parts: Uint8Array[] = [];
  let number = 1;
  let left = size;
  while (left > 0) {
    const room = new Uint8Array(Math.min(PIECE, left));
    const got = await file.read(room);
    if (got === null) break;
    left -= got;
    const piece = room.subarray(0, got);
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, from)) {
      const last = piece.subarray(from, end);
      yield { bytes: parts.length === 0 ? last : concatenate([...parts, last]), number: number++, whole: true };
      parts = [];
      from = end + 1;
    }
    if (from < got) parts.push(piece.subarray(from));
  }
  const rest = concatenate(parts);
  if (rest.length > 0) yield { bytes: rest, number, whole: false };
}
