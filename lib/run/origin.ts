import type { HeaderLine } from "../results/schema.ts";

/** What a run is computed by, and on what: see the results' header. */
export type Origin = Pick<HeaderLine, "versions" | "hardware" | "git">;

/** What decides numbers, by name. Memory doesn't. */
function facets(
  { versions, hardware: { platform, processor, cores, accelerators }, git }: Origin,
): Map<string, string> {
  return new Map([
    ...Object.entries(versions),
    ["platform", platform],
    ["processor", processor],
    ["cores", String(cores)],
    ["accelerators", accelerators.map(({ name }) => name).join(" + ") || "none"],
    ["sources", git === null ? "unknown" : `${git.revision.slice(0, 12)}${git.dirty ? " with changes" : ""}`],
  ]);
}

/** In which ways two origins may lead to different numbers, each as `torch 2.14.0 (before 2.13.0)`. */
export function differences(before: Origin, now: Origin): string[] {
  const [earlier, later] = [facets(before), facets(now)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((name) => {
    const [was, is] = [earlier.get(name) ?? "none", later.get(name) ?? "none"];
    return was === is ? [] : [`${name} ${is} (before ${was})`];
  });
}
