/** Python interpreters: which this machine has, and what a given one can import. */
import { z } from "zod";
import { runProgram } from "./run_program.ts";

/** The oldest Python that the trainer runs on. */
export const OLDEST_PYTHON = "3.11";

/** Where a Python is looked for, in this order. */
export const CANDIDATES: readonly string[] = ["python3.13", "python3.12", "python3.11", "python3"];

/** Packages that the trainer imports, and the oldest version of each that it was written for. */
export const OLDEST_PACKAGES: Readonly<Record<string, string>> = {
  torch: "2.11",
  transformers: "5.23",
  peft: "0.21",
  safetensors: "0.8",
  tokenizers: "0.23",
  numpy: "2.0",
};

/** What an interpreter is and has. */
export interface Interpreter {
  /** The program, as it was asked for. */
  readonly program: string;
  /** For example "3.12.3". */
  readonly version: string;
  /** Whether it can make virtual environments with pip in them. */
  readonly venv: boolean;
  /** Versions of the packages of {@linkcode OLDEST_PACKAGES}; null for one that isn't there. */
  readonly packages: Readonly<Record<string, string | null>>;
}

/** Looks at names and versions only: importing PyTorch would take seconds. */
const PROBE = `
import importlib.metadata, importlib.util, json, platform, sys
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
print(json.dumps({
    "version": platform.python_version(),
    "venv": all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip")),
    "packages": {name: version(name) for name in sys.argv[1:]},
}))
`;

const probeSchema = z.object({
  version: z.string(),
  venv: z.boolean(),
  packages: z.record(z.string(), z.string().nullable()),
});

/** Milliseconds for Python to start and look, cold, on a slow disk. */
const TIMEOUT = 30_000;

/** Asks an interpreter what it is. Returns undefined if there is no such program or it isn't a working Python 3. */
export async function inspectPython(program: string): Promise<Interpreter | undefined> {
  const printed = await runProgram(program, ["-c", PROBE, ...Object.keys(OLDEST_PACKAGES)], TIMEOUT);
  try {
    return { program, ...probeSchema.parse(JSON.parse(printed ?? "")) };
  } catch {
    return undefined; // it is not there, or prints something, but is no Python
  }
}

/**
 * Whether a version is at least another, by the numbers of its release part ("2.13.0+cpu" has 2, 13 and 0).
 */
export function isAtLeast(version: string, oldest: string): boolean {
  const numbers = (text: string) => (text.match(/^\d+(\.\d+)*/)?.[0] ?? "0").split(".").map(Number);
  const [have, want] = [numbers(version), numbers(oldest)];
  for (let at = 0; at < want.length; at++) {
    const difference = (have[at] ?? 0) - (want[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** What an interpreter lacks to run the trainer, one phrase each; empty if nothing. */
export function whatIsMissing({ version, packages }: Interpreter): string[] {
  const missing = isAtLeast(version, OLDEST_PYTHON) ? [] : [`Python >= ${OLDEST_PYTHON} (it is ${version})`];
  for (const [name, oldest] of Object.entries(OLDEST_PACKAGES)) {
    const has = packages[name] ?? null;
    if (has === null) missing.push(`${name} >= ${oldest}`);
    else if (!isAtLeast(has, oldest)) missing.push(`${name} >= ${oldest} (it has ${has})`);
  }
  return missing;
}

/**
 * The first of the candidates that an environment can start from; else the first that is new enough, which lacks venv;
 * else the first that there is. Undefined if there is none.
 */
export async function bestPython(candidates: readonly string[] = CANDIDATES): Promise<Interpreter | undefined> {
  const found = (await Promise.all(candidates.map(inspectPython))).filter((python) => python !== undefined);
  const newEnough = found.filter(({ version }) => isAtLeast(version, OLDEST_PYTHON));
  return newEnough.find(({ venv }) => venv) ?? newEnough[0] ?? found[0];
}

/**
 * Finds the first candidate that is new enough and can make virtual environments.
 *
 * @throws {Error} If there is none; the message names what to install.
 */
export async function findPython(candidates: readonly string[] = CANDIDATES): Promise<Interpreter> {
  const best = await bestPython(candidates);
  if (best === undefined || !isAtLeast(best.version, OLDEST_PYTHON)) {
    const old = best === undefined ? "" : `, "${best.program}" is ${best.version}`;
    throw new Error(
      `Cannot find Python ${OLDEST_PYTHON} or newer (looked for ${candidates.join(", ")}${old}): install it, ` +
        `for example with "${INSTALL_PYTHON}", or name one with SEPO_PYTHON`,
    );
  }
  if (best.venv) return best;
  throw new Error(
    `Cannot make a Python environment: "${best.program}" (${best.version}) lacks the venv module: install it, ` +
      `for example with "${installVenv(best)}"`,
  );
}

/** How to install Python where there is none or an old one. */
export const INSTALL_PYTHON = "apt install python3 python3-venv";

/** How to install what a Python lacks to make environments. */
export function installVenv({ version }: Pick<Interpreter, "version">): string {
  return `apt install python${version.split(".").slice(0, 2).join(".")}-venv`;
}
