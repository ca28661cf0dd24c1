import { join } from "node:path";

/** The folder in which this project keeps, for all its checkouts, what takes long to get: `sepo` in the user's cache. */
export function userCache(): string {
  return join(Deno.env.get("XDG_CACHE_HOME") || join(Deno.env.get("HOME") ?? ".", ".cache"), "sepo");
}
