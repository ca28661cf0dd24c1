/**
 * Writes a file so that it is there whole or not at all: aside, then renamed.
 *
 * @throws {Error} If it can't be written; then nothing is left aside.
 */
export function writeWhole(path: string, content: Uint8Array | string): void {
  const aside = `${path}.${Deno.pid}.part`;
  try {
    if (typeof content === "string") Deno.writeTextFileSync(aside, content);
    else Deno.writeFileSync(aside, content);
    Deno.renameSync(aside, path);
  } catch (error) {
    try {
      Deno.removeSync(aside);
    } catch { /* it never came to be, or the disk is gone: the first error says more */ }
    throw error;
  }
}
