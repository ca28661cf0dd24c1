import { cpus, totalmem } from "node:os";
import { env as transformersJs } from "@huggingface/transformers";
import { env } from "../rollout/onnx_runtime.ts";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { type HeaderLine, RESULTS_VERSION } from "../results/schema.ts";
import type { Learner } from "./learner.ts";

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

/** A results file's first line: what is run, by what, on what. */
export async function header(plan: Plan, run: RunPlan, machine: Learner["machine"]): Promise<HeaderLine> {
  const { schemaVersion, experiment, description, hash, base } = plan;
  const { versions, device } = machine;
  const processors = cpus();
  return {
    kind: "header",
    schemaVersion: RESULTS_VERSION,
    plan: { schemaVersion, experiment, description, hash, base },
    run,
    threads: null,
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
    timings: { startedAt: new Date().toISOString() },
  };
}
