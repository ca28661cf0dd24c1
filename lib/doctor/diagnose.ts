import { CUDA_VERSION, OLDEST_DRIVER } from "../cuda/release.ts";
import { cudaDevice } from "../cuda/require_cuda.ts";
import type { Trial } from "../cuda/trial.ts";
import { downloadSize, ENVIRONMENT_BYTES } from "../trainer/install.ts";
import { INSTALL_PYTHON, installVenv, isAtLeast, OLDEST_PYTHON } from "../trainer/interpreter.ts";
import type { Environment, Experiment, Facts } from "./facts.ts";

/** How one part of the machine is: fine, usable with a drawback, or missing. */
export type State = "ok" | "note" | "missing";

/** One part of the machine. */
export interface Finding {
  readonly part: string;
  readonly state: State;
  readonly found: string;
  /** What to do about it; absent where nothing needs to be done. */
  readonly advice?: string;
}

/** Whether an experiment can run here. */
export interface Verdict {
  readonly experiment: string;
  readonly runs: boolean;
  /** How it runs, or what is in the way. */
  readonly why: string;
}

/** What a machine has, which experiments it can run, and what to do about the rest. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly verdicts: readonly Verdict[];
}

const GPU_HINT = "install NVIDIA's driver if there is a GPU; tiny experiments need none";

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function isWhole({ lacks }: Environment): boolean {
  return lacks !== undefined && lacks.length === 0;
}

/** Bytes of disk that are taken before a run begins: the environment's, if it is still to be made. An estimate. */
function diskNeed({ environment }: Facts): number {
  return isWhole(environment) || environment.chosen ? 0 : ENVIRONMENT_BYTES[environment.build].disk;
}

function memoryFinding({ memory: { total, available } }: Facts): Finding {
  return { part: "Memory", state: "ok", found: `${gigabytes(total)}, ${gigabytes(available)} free` };
}

function diskFinding(part: string, free: number | undefined, need: number): Finding {
  if (free === undefined) return { part, state: "note", found: "free space unknown" };
  const found = `${gigabytes(free)} free`;
  if (free >= need) return { part, state: "ok", found };
  const advice = `free about ${gigabytes(need)}, which making the Python environment takes`;
  return { part, state: "missing", found, advice };
}

function diskFindings(facts: Facts): Finding[] {
  const { results, environment, shared } = facts.disk;
  if (shared) return [diskFinding("Disk", results, diskNeed(facts))];
  return [
    diskFinding("Disk of results", results, 0),
    diskFinding("Disk of the Python environment", environment, diskNeed(facts)),
  ];
}

function onnxRuntimeFinding({ onnxRuntime, platform }: Facts): Finding {
  const part = "ONNX Runtime";
  if ("works" in onnxRuntime) return { part, state: "ok", found: `${onnxRuntime.works.version}, on the CPU` };
  const advice = `run deno install; its binaries are for linux, macOS and Windows, and this is ${platform}`;
  return { part, state: "missing", found: onnxRuntime.fails, advice };
}

function gpuFindings({ gpus }: Facts): Finding[] {
  if (gpus.length === 0) return [{ part: "GPU", state: "note", found: "none that a driver reports", advice: GPU_HINT }];
  return gpus.map(({ name, memory, driver }) => {
    const found = `${name}, ${gigabytes(memory)}, driver ${driver}`;
    if (isAtLeast(driver, `${OLDEST_DRIVER}`)) return { part: "GPU", state: "ok", found };
    const advice = `rollouts use CUDA ${CUDA_VERSION}, which needs driver ${OLDEST_DRIVER} or newer`;
    return { part: "GPU", state: "note", found, advice };
  });
}

/** What a small model showed on the GPU, in a line. */
function trialWords({ gap, elsewhere, nodes }: Trial): string {
  const away = elsewhere.map(({ operator, nodes }) => `${operator} ×${nodes}`);
  const eachStep = elsewhere.reduce((sum, { eachStep }) => sum + eachStep, 0);
  const where = away.length === 0
    ? `all ${nodes} nodes on the GPU`
    : `not on the GPU of ${nodes} nodes, ${eachStep} of them for each token: ${away.join(", ")}`;
  return `log-probs within ${gap.toPrecision(2)} nats of the CPU's; ${where}`;
}

/** Nats by which a token's log-prob may differ from float32's where all is well: 16-bit floats have 8 bits of precision. */
const LARGEST_GAP = 0.25;

function cudaFindings({ cuda: { found, tried }, gpus }: Facts): Finding[] {
  const part = "CUDA for rollouts";
  if (gpus.length === 0) return [];
  const device = cudaDevice(found);
  if ("missing" in device) return [{ part, state: "note", found: "not set up", advice: device.missing }];
  if (tried === undefined || "fails" in tried) {
    const advice = "run deno task setup cuda again, and see the driver's release";
    return [{ part, state: "note", found: `can't be used: ${tried?.fails ?? "not tried"}`, advice }];
  }
  return [
    { part, state: "ok", found: "works" },
    ...tried.works.map((trial): Finding => {
      const right = trial.gap <= LARGEST_GAP;
      const of = { part: `  ${trial.model}, ${trial.precision}`, found: trialWords(trial) };
      return right
        ? { ...of, state: "ok" }
        : { ...of, state: "note", advice: "the GPU computes something else: report it" };
    }),
  ];
}

function pythonFinding({ python, environment }: Facts): Finding {
  const part = "Python";
  // An environment that is there needs no other Python.
  const state = isWhole(environment) ? "note" : "missing";
  const install = `${INSTALL_PYTHON}, or name one with SEPO_PYTHON`;
  if (python === undefined) return { part, state, found: `none that is ${OLDEST_PYTHON} or newer`, advice: install };
  const found = `${python.version} (${python.program})`;
  if (!isAtLeast(python.version, OLDEST_PYTHON)) {
    return { part, state, found, advice: `${OLDEST_PYTHON} or newer is needed: ${install}` };
  }
  if (python.venv) return { part, state: "ok", found };
  return { part, state, found: `${found}, without venv`, advice: installVenv(python) };
}

function environmentFindings({ environment, gpus }: Facts): Finding[] {
  const part = "Python environment";
  const { python, chosen, build, lacks, torch } = environment;
  if (!isWhole(environment)) {
    if (!chosen) {
      const found = `not made yet; the first run makes it (${downloadSize(build)} to download)`;
      return [{ part, state: "note", found }];
    }
    const found = lacks === undefined ? `SEPO_PYTHON "${python}" is no working Python` : `lacks ${lacks.join(", ")}`;
    return [{ part, state: "missing", found, advice: "install that there, or unset SEPO_PYTHON" }];
  }
  const made: Finding = { part, state: "ok", found: chosen ? `${python} (SEPO_PYTHON)` : python };
  if (torch === undefined) return [made];
  if ("fails" in torch) {
    const advice = chosen
      ? "repair it, or unset SEPO_PYTHON"
      : "remove the environment's folder: the next run makes it anew";
    return [made, { part: "PyTorch", state: "missing", found: torch.fails, advice }];
  }
  const { version, cuda, gpu } = torch.works;
  if (gpu !== null) return [made, { part: "PyTorch", state: "ok", found: `${version}, CUDA ${cuda}, on ${gpu}` }];
  const found = `${version}, on the CPU`;
  if (gpus.length === 0) return [made, { part: "PyTorch", state: "ok", found }];
  const advice = cuda === null
    ? "it is a CPU build: install a CUDA build and name its Python with SEPO_PYTHON"
    : `it is built for CUDA ${cuda} and doesn't see the GPU: update NVIDIA's driver, or see CUDA_VISIBLE_DEVICES`;
  return [made, { part: "PyTorch", state: "note", found, advice }];
}

/** What keeps every experiment from running. */
function obstacles(findings: readonly Finding[]): string[] {
  return findings.filter(({ state }) => state === "missing").map(({ part }) => part.trim());
}

function verdict(experiment: Experiment, facts: Facts, missing: readonly string[]): Verdict {
  const { name } = experiment;
  const no = (why: string): Verdict => ({ experiment: name, runs: false, why });
  if ("broken" in experiment) return no(experiment.broken);
  const { needs } = experiment;
  if (missing.length > 0) return no(`see ${missing.join(", ")}`);
  const { torch } = facts.environment;
  const onGpu = torch !== undefined && "works" in torch && torch.works.gpu !== null;
  // Before the environment is made nobody has asked PyTorch; the driver's word has to do.
  const hasGpu = onGpu || (torch === undefined && facts.gpus.length > 0);
  if (needs.gpu && !hasGpu) return no(`${((needs.parameters ?? 0) / 1e9).toFixed(1)} billion parameters need a GPU`);
  const largest = Math.max(...facts.gpus.map(({ memory }) => memory || Infinity)); // a board may not tell
  if (facts.gpus.length > 0 && needs.gpuMemory !== undefined && largest < needs.gpuMemory) {
    return no(`it takes a GPU of about ${gigabytes(needs.gpuMemory)}, and the largest has ${gigabytes(largest)}`);
  }
  if (facts.memory.total < needs.memory) {
    return no(`it takes about ${gigabytes(needs.memory)} of memory, and there are ${gigabytes(facts.memory.total)}`);
  }
  const { results: free, shared } = facts.disk;
  const onDisk = needs.disk + (shared ? diskNeed(facts) : 0);
  if (free !== undefined && free < onDisk) {
    return no(`it takes about ${gigabytes(onDisk)} of disk, and ${gigabytes(free)} are free`);
  }
  const { tried } = facts.cuda;
  if (needs.gpu && (tried === undefined || "fails" in tried)) return no("see CUDA for rollouts");
  const where = needs.gpu ? "on the GPU" : `on ${facts.cores} CPU cores`;
  const tight = facts.memory.available < needs.memory;
  const notes = [
    ...tight ? [`it takes about ${gigabytes(needs.memory)} of memory, more than is free now`] : [],
    ...needs.parameters === undefined ? ["what its model takes is known once that is there"] : [],
  ];
  return { experiment: name, runs: true, why: [where, ...notes].join("; ") };
}

/** Says what a machine has, which experiments it can run, and what to do about the rest. Pure. */
export function diagnose(facts: Facts): Diagnosis {
  const findings: Finding[] = [
    { part: "System", state: "ok", found: `${facts.platform}, ${facts.cores} CPU cores` },
    memoryFinding(facts),
    ...diskFindings(facts),
    { part: "Deno", state: "ok", found: facts.deno },
    onnxRuntimeFinding(facts),
    ...gpuFindings(facts),
    ...cudaFindings(facts),
    pythonFinding(facts),
    ...environmentFindings(facts),
  ];
  const missing = obstacles(findings);
  return { findings, verdicts: facts.experiments.map((experiment) => verdict(experiment, facts, missing)) };
}
