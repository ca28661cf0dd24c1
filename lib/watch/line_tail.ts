/** What happened to a file since it was last looked at. */
export type Change = "missing" | "none" | "grown" | "replaced";

const LINE_FEED = 0x0a;

/** Bytes read at once. */
const PIECE = 1 << 18;

/** Bytes before the place of reading that must still be the same. */
const MEMORY = 256;

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The bytes from `from` to `to`; fewer if the file ends before. */
async function bytesOf(file: Deno.FsFile, from: number, to: number): Promise<Uint8Array> {
  await file.seek(from, Deno.SeekMode.Start);
  const bytes = new Uint8Array(to - from);
  let got = 0;
  while (got < bytes.length) {
    const read = await file.read(bytes.subarray(got));
    if (read === null) break;
    got += read;
  }
  return bytes.subarray(0, got);
}

/**
 * Follows a file that grows line by line. Only whole lines are read: what has no line feed yet is looked at again later. A
 * file that was put in the place of the other, cut, or written anew is noticed, and then nothing of it is read.
 */
export class LineTail {
  #offset = 0;
  #identity: string | undefined;
  /** The last bytes that were read. */
  #memory: Uint8Array = new Uint8Array(0);

  /** @param path The file; it need not be there yet. */
  constructor(readonly path: string) {}

  /**
   * Reads what is new, if the file is still the one that was read before.
   *
   * @param take Told each whole line, without its line feed.
   * @throws {Error} If the operating system refuses.
   */
  async read(take: (line: Uint8Array) => void): Promise<Change> {
    let file: Deno.FsFile;
    try {
      file = await Deno.open(this.path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return this.#identity === undefined ? "missing" : "replaced";
    }
    try {
      return await this.#readFrom(file, take);
    } finally {
      file.close();
    }
  }

  async #readFrom(file: Deno.FsFile, take: (line: Uint8Array) => void): Promise<Change> {
    const { dev, ino, size } = await file.stat();
    const identity = `${dev} ${ino}`;
    this.#identity ??= identity;
    if (this.#identity !== identity || size < this.#offset) return "replaced";
    const before = await bytesOf(file, this.#offset - this.#memory.length, this.#offset);
    if (!equal(before, this.#memory)) return "replaced";
    const began = this.#offset;
    let rest: Uint8Array = new Uint8Array(0);
    for (let at = this.#offset; at < size; at += PIECE) {
      rest = this.#split(rest, await bytesOf(file, at, Math.min(size, at + PIECE)), take);
    }
    return this.#offset === began ? "none" : "grown";
  }

  /** Takes the whole lines of a piece; returns what begins a line that goes on. */
  #split(rest: Uint8Array, piece: Uint8Array, take: (line: Uint8Array) => void): Uint8Array {
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      take(bytes.subarray(from, end));
      from = end + 1;
    }
    if (from > 0) this.#memory = bytes.slice(Math.max(0, from - MEMORY), from);
    this.#offset += from;
    return bytes.slice(from);
  }
}
