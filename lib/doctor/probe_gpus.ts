import type { Gpu } from "./facts.ts";
import { runProgram } from "../trainer/run_program.ts";

const MIB = 2 ** 20;

/** Milliseconds; the tool answers in less than one second even when it has to wake the driver. */
const TIMEOUT = 10_000;

/** Reads `nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader,nounits`. */
export function parseGpus(csv: string): Gpu[] {
  return csv.split("\n").flatMap((line) => {
    const fields = line.split(",").map((field) => field.trim());
    const [name, memory, driver] = fields;
    if (name === undefined || driver === undefined || fields.length !== 3) return [];
    // Some boards share the system's memory and report "[N/A]".
    return [{ name, memory: (Number(memory) || 0) * MIB, driver }];
  });
}

/** GPUs that NVIDIA's driver reports. */
export async function probeGpus(): Promise<Gpu[]> {
  const query = ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits"];
  return parseGpus(await runProgram("nvidia-smi", query, TIMEOUT) ?? "");
}
