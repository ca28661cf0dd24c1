/** Runs `check` in a fresh folder that is gone afterwards. Its path is real: no part of it is a link. */
export async function temporaryFolder(check: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync());
  try {
    await check(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
