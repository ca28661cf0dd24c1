import { statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Facts } from "./facts.ts";

/** What a folder that is still to be made will stand in: the nearest one above it that is there. */
function existing(folder: string): { path: string; device: number } | undefined {
  for (let path = resolve(folder);; path = dirname(path)) {
    try {
      return { path, device: Deno.statSync(path).dev };
    } catch {
      if (path === dirname(path)) return undefined;
    }
  }
}

/** Bytes that can be written there; undefined if that isn't known. */
function freeIn(path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Looks at the disks of two folders, which need not be there yet: that of results, and that of the Python environment. */
export function probeDisk(results: string, environment: string): Facts["disk"] {
  const [there, here] = [existing(results), existing(environment)];
  return {
    results: freeIn(there?.path),
    environment: freeIn(here?.path),
    shared: there?.device === here?.device,
  };
}
