import { peakMemory } from "./memory.ts";

/** What a process took. */
export interface ProcessCost {
  /** Of the clock on the wall. */
  readonly seconds: number;
  /** Of all its cores together, in its own code and in the system's: other work on the machine adds little to these. */
  readonly cpuSeconds: number;
  /** The largest resident memory that was seen, its children's included. */
  readonly peakBytes: number;
}

/** Runs a command and then tells, by the shell's `times`, what it took of the processor. */
const TIMED = '"$@" > /dev/null && times >&2';

/** Milliseconds between two looks at the memory. */
const LOOK_MS = 100;

/**
 * Seconds that a shell's children took, out of what its `times` writes: the shell's own time in the first line and its
 * children's in the second, user and system in each, as `0m1.50s 0m0.25s`.
 */
export function childSeconds(times: string): number {
  const [user, system] = (times.trim().split("\n").at(-1) ?? "").split(/\s+/).map((text) => {
    const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [];
    return 60 * Number(minutes) + Number(seconds);
  });
  return (user ?? NaN) + (system ?? NaN);
}

/**
 * Runs a command to its end and measures it; what it prints is dropped.
 *
 * @throws {Error} If it fails.
 */
export async function processCost(program: string, args: readonly string[]): Promise<ProcessCost> {
  const began = performance.now();
  const child = new Deno.Command("sh", {
    args: ["-c", TIMED, "sh", program, ...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const ended = child.output();
  const [{ success, stderr }, peakBytes] = await Promise.all([ended, peakMemory(child.pid, ended, LOOK_MS)]);
  const told = new TextDecoder().decode(stderr);
  if (!success) throw new Error(`Cannot measure ${[program, ...args].join(" ")}: ${told.trim()}`);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: childSeconds(told), peakBytes };
}
