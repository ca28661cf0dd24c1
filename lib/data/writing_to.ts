/**
 * Makes a folder and writes into it.
 *
 * @param what What is written, for the error message.
 * @param folder The folder, made if it isn't there.
 * @param write Writes; what it returns is returned.
 * @throws {Error} If the folder can't be made or `write` fails: one sentence that says what would do.
 */
export function writingTo<Written>(what: string, folder: string, write: () => Written): Written {
  try {
    Deno.mkdirSync(folder, { recursive: true });
    return write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot write ${what} to "${folder}": ${reason}; name another folder`, { cause: error });
  }
}
