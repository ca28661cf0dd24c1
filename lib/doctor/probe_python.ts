import { join } from "node:path";
import { z } from "zod";
import { environmentFolder, preferredBuild } from "../trainer/environment.ts";
import { CANDIDATES, isAtLeast, OLDEST_PACKAGES, OLDEST_PYTHON, whatIsMissing } from "../trainer/interpreter.ts";
import type { Environment, Python } from "./facts.ts";
import { runProgram } from "./run_program.ts";

const versionSchema = z.object({ version: z.string(), venv: z.boolean() });

const VERSION = `
import importlib.util, json, platform
print(json.dumps({
    "version": platform.python_version(),
    "venv": all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip")),
}))
`;

const packagesSchema = z.object({
  version: z.string(),
  venv: z.boolean(),
  packages: z.record(z.string(), z.string().nullable()),
});

const PACKAGES = `
import importlib.metadata, json, platform, sys
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
packages = {name: version(name) for name in sys.argv[1:]}
print(json.dumps({"version": platform.python_version(), "venv": True, "packages": packages}))
`;

const torchSchema = z.union([
  z.object({
    works: z.object({ version: z.string(), cuda: z.string().nullable(), gpu: z.string().nullable() }),
  }),
  z.object({ fails: z.string() }),
]);

const TORCH = `
import json
try:
    import torch
    gpu = torch.cuda.get_device_name(0) if torch.cuda.is_available() else None
    print(json.dumps({"works": {"version": torch.__version__, "cuda": torch.version.cuda, "gpu": gpu}}))
except Exception as error:
    print(json.dumps({"fails": f"{type(error).__name__}: {error}"}))
`;

/** Milliseconds for Python to start; PyTorch's import, cold, takes up to half a minute on a slow disk. */
const TIMEOUT = { version: 10_000, torch: 60_000 } as const;

async function ask<T>(python: string, code: string, schema: z.ZodType<T>, timeout: number, args: string[] = []) {
  const printed = await runProgram(python, ["-c", code, ...args], timeout);
  if (printed === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(printed));
  } catch {
    return undefined; // it prints something, but it is no Python
  }
}

/** The first Python that an environment can start from, else the first that there is. */
export async function probePython(): Promise<Python | undefined> {
  const asked = await Promise.all(CANDIDATES.map(async (program): Promise<Python[]> => {
    const python = await ask(program, VERSION, versionSchema, TIMEOUT.version);
    return python === undefined ? [] : [{ program, ...python }];
  }));
  const found = asked.flat();
  return found.find(({ version, venv }) => venv && isAtLeast(version, OLDEST_PYTHON)) ??
    found.find(({ version }) => isAtLeast(version, OLDEST_PYTHON)) ?? found[0];
}

/** The trainer's environment; makes nothing. */
export async function probeEnvironment(): Promise<Environment> {
  const named = Deno.env.get("SEPO_PYTHON");
  const build = preferredBuild();
  const python = named || join(await environmentFolder(build), "bin", "python");
  const names = Object.keys(OLDEST_PACKAGES);
  const interpreter = await ask(python, PACKAGES, packagesSchema, TIMEOUT.version, names);
  const lacks = interpreter === undefined ? undefined : whatIsMissing({ program: python, ...interpreter });
  const environment = { python, chosen: Boolean(named), build, lacks };
  if (lacks === undefined || lacks.length > 0) return environment;
  const torch = await ask(python, TORCH, torchSchema, TIMEOUT.torch) ??
    { fails: "importing it failed or took too long" };
  return { ...environment, torch };
}
