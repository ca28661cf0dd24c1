/** Bytes at a file's end in which its last line is looked for; the line that ends a run has about sixty. */
const TAIL = 4096;

/**
 * A file's last line without its line feed; undefined if no line feed ends the file, or the line is longer than a few
 * kilobytes.
 */
export function lastLine(path: string): string | undefined {
  using file = Deno.openSync(path);
  const { size } = file.statSync();
  const tail = new Uint8Array(Math.min(size, TAIL));
  file.seekSync(size - tail.length, Deno.SeekMode.Start);
  let length = 0;
  for (let got = file.readSync(tail); got !== null && got > 0; got = file.readSync(tail.subarray(length))) {
    length += got;
  }
  const text = new TextDecoder().decode(tail.subarray(0, length));
  if (!text.endsWith("\n")) return undefined;
  const begin = text.lastIndexOf("\n", text.length - 2) + 1;
  return begin === 0 && length < size ? undefined : text.slice(begin, -1);
}
