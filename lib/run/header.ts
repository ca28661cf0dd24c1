import { cpus, totalmem } from "node:os";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { type Fork, type HeaderLine, RESULTS_VERSION } from "../results/schema.ts";
import type { Learner } from "./learner.ts";
import type { Origin } from "./origin.ts";

/** The source's revision, and whether files differ from it; null outside a git checkout. */
async function gitState(): Promise<HeaderLine["git"]> {
  const git = async (...args: string[]) => {
    const command = new Deno.Command("git", { args, cwd: import.meta.dirname!, stdout: "piped", stderr: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  };
  try {
    const revision = await git("rev-parse", "HEAD");
    if (revision === undefined) return null;
    return { revision, dirty: await git("status", "--porcelain") !== "" };
  } catch {
    return null; // no git on this machine
  }
}

/** What a run is computed by, and on what: this process, its trainer and their machine. */
export async function originOf({ versions, device }: Learner["machine"]): Promise<Origin> {
  const processors = cpus();
  // Not before there is a GPU's ONNX Runtime, if that is what computes: see `loadCuda`.
  const { env } = await import("../rollout/onnx_runtime.ts");
  const { env: transformersJs } = await import("@huggingface/transformers");
  return {
    versions: {
      deno: Deno.version.deno,
      "onnxruntime-node": env.versions.node ?? "unknown",
      "transformers.js": transformersJs.version,
      ...versions,
    },
    hardware: {
      platform: `${Deno.build.os} ${Deno.build.arch}`,
      processor: processors[0]?.model.trim() ?? "unknown",
      cores: processors.length,
      memory: totalmem(),
      accelerators: device.kind === "cuda" ? [{ name: device.name, memory: device.memoryBytes }] : [],
    },
    git: await gitState(),
  };
}

/** The time of day, for people: no number depends on it. */
export function startedAt(): HeaderLine["timings"] {
  return { startedAt: new Date().toISOString() };
}

/**
 * A results file's first line: what is run, by what, on what.
 *
 * @param fork What the run is forked from, if anything.
 * @param threads As the learner was given them.
 */
export function header(
  plan: Plan,
  run: RunPlan,
  fork: Fork | undefined,
  threads: number | undefined,
  origin: Origin,
): HeaderLine {
  const { schemaVersion, experiment, description, hash, base } = plan;
  return {
    kind: "header",
    schemaVersion: RESULTS_VERSION,
    plan: { schemaVersion, experiment, description, hash, base },
    run,
    ...fork === undefined ? {} : { fork },
    threads: run.settings.model.name === "tabular" ? null : threads ?? null,
    ...origin,
    timings: startedAt(),
  };
}
