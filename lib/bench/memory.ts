/** Resident memory of a process and all its descendants, in bytes; 0 once it is gone. Linux alone has /proc. */
export function residentBytes(pid: number): number {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = Deno.readTextFileSync(`/proc/${name}/status`);
      const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
      parents.set(Number(name), field("PPid"));
      resident.set(Number(name), field("VmRSS") * 1024);
    } catch { /* it ended while we looked */ }
  }
  const descends = (from: number): boolean => from === pid || (from > 1 && descends(parents.get(from) ?? 0));
  return [...resident].reduce((sum, [process, bytes]) => sum + (descends(process) ? bytes : 0), 0);
}

/** Polls `residentBytes` until stopped; `stop` returns the largest. */
export function watchMemory(pid: number, everyMs = 500): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, residentBytes(pid)), everyMs);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
