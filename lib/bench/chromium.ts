import type { Browser } from "playwright-core";

/** Where systems put Chromium, or a browser built from it. */
const USUAL_PLACES: Readonly<Partial<Record<typeof Deno.build.os, readonly string[]>>> = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/snap/bin/chromium",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/opt/google/chrome/chrome",
    "/usr/bin/microsoft-edge",
  ],
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  windows: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** What to do where there is no Chromium. */
export const NO_CHROMIUM = "there is no Chromium at its usual places: install it, or say in CHROMIUM where it is";

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/**
 * Where Chromium is on this machine: where the environment variable `CHROMIUM` says, else at a usual place; undefined if
 * it is at none.
 *
 * @throws {Error} If `CHROMIUM` names no file.
 */
export function findChromium(): string | undefined {
  const named = Deno.env.get("CHROMIUM");
  if (named === undefined || named === "") return USUAL_PLACES[Deno.build.os]?.find(isFile);
  if (isFile(named)) return named;
  throw new Error(`Cannot find Chromium where CHROMIUM says, "${named}": there is no such file`);
}

/**
 * Starts Chromium without a window; whoever asked closes it.
 *
 * @param executable From `findChromium`.
 * @param args More of Chromium's own flags.
 */
export async function launchChromium(executable: string, args: readonly string[] = []): Promise<Browser> {
  // When Playwright is loaded it looks for a file of /proc that tells the Windows Subsystem for Linux, and that Deno shows
  // to programs alone that may do everything; with this variable it waits until it has to know, which is never.
  Deno.env.set("__IS_WSL_TEST__", "1");
  const { chromium } = await import("playwright-core");
  return await chromium.launch({ executablePath: executable, args: [...args] });
}
