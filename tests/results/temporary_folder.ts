/** Runs `check` in a fresh folder that is gone afterwards. */
export async function temporaryFolder(check: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    await check(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
