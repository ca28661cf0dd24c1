import { join } from "node:path";
import { z } from "zod";
import { environmentFolder, preferredBuild } from "../trainer/environment.ts";
import { inspectPython, whatIsMissing } from "../trainer/interpreter.ts";
import { runProgram } from "../trainer/run_program.ts";
import type { Environment, Torch } from "./facts.ts";

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

/** Milliseconds; PyTorch's import, cold, takes up to half a minute on a slow disk. */
const TIMEOUT = 60_000;

async function probeTorch(python: string): Promise<Torch> {
  const printed = await runProgram(python, ["-c", TORCH], TIMEOUT);
  try {
    return torchSchema.parse(JSON.parse(printed ?? ""));
  } catch {
    return { fails: "importing it failed or took too long" };
  }
}

/** The trainer's environment; makes nothing. */
export async function probeEnvironment(): Promise<Environment> {
  const named = Deno.env.get("SEPO_PYTHON");
  const build = preferredBuild();
  const python = named || join(await environmentFolder(build), "bin", "python");
  const interpreter = await inspectPython(python);
  const lacks = interpreter === undefined ? undefined : whatIsMissing(interpreter);
  const environment = { python, chosen: Boolean(named), build, lacks };
  if (lacks === undefined || lacks.length > 0) return environment;
  return { ...environment, torch: await probeTorch(python) };
}
