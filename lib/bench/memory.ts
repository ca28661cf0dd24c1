import { runProgram } from "../trainer/run_program.ts";

/** A process as `ps` lists it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Resident memory in bytes. */
  readonly resident: number;
}

/** Resident memory of a process and all its descendants, in bytes; 0 if it isn't listed. */
export function residentOf(pid: number, processes: readonly ProcessEntry[]): number {
  const parents = new Map(processes.map((entry) => [entry.pid, entry.parent]));
  const descends = (from: number | undefined): boolean => from === pid || (!!from && descends(parents.get(from)));
  return processes.reduce((sum, entry) => sum + (descends(entry.pid) ? entry.resident : 0), 0);
}

/** All processes, asked of `ps`: Deno reads /proc only with every permission. */
export async function listProcesses(): Promise<ProcessEntry[]> {
  const command = new Deno.Command("ps", { args: ["-e", "-o", "pid=,ppid=,rss="], stdout: "piped", stderr: "null" });
  const { stdout } = await command.output();
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
    const [pid = 0, parent = 0, kibibytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, resident: kibibytes * 1024 };
  });
}

/** The largest of what `measure` gives while `until` is pending; asked again and again. */
async function peak(measure: () => Promise<number>, until: Promise<unknown>, everyMs: number): Promise<number> {
  let done = false;
  const ended = until.then(() => {}, () => {}).finally(() => done = true); // whoever waits for it hears why it failed
  let most = 0;
  while (!done) {
    most = Math.max(most, await measure());
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, everyMs))]);
  }
  return most;
}

/** The largest resident memory of a process and its descendants while `until` is pending, in bytes; polled. */
export function peakMemory(pid: number, until: Promise<unknown>, everyMs = 500): Promise<number> {
  return peak(async () => residentOf(pid, await listProcesses()), until, everyMs);
}

/** The largest memory in use on the first GPU while `until` is pending, in bytes, whoever uses it; polled. */
export function peakGpuMemory(until: Promise<unknown>, everyMs = 500): Promise<number> {
  const query = ["--query-gpu=memory.used", "--format=csv,noheader,nounits", "--id=0"];
  const used = async () => 2 ** 20 * (Number(await runProgram("nvidia-smi", query, 10_000)) || 0);
  return peak(used, until, everyMs);
}
