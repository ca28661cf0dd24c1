import { dirname } from "node:path";
import { compile } from "../../dsl/compile.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";
import { listExperiments, loadExperiment } from "../../dsl/load.ts";
import { bestPython } from "../trainer/interpreter.ts";
import type { Experiment, Facts } from "./facts.ts";
import { needsOf } from "./needs_of.ts";
import { probeCuda } from "./probe_cuda.ts";
import { probeDisk } from "./probe_disk.ts";
import { probeGpus } from "./probe_gpus.ts";
import { probeOnnxRuntime } from "./probe_onnx_runtime.ts";
import { probeEnvironment } from "./probe_environment.ts";

/** Where results go unless `deno task exp` is told otherwise. */
const RESULTS = "results";

async function probeExperiments(): Promise<Experiment[]> {
  const experiments = await listExperiments();
  return await Promise.all(experiments.map(async (listed): Promise<Experiment> => {
    const { name } = listed;
    if ("broken" in listed) return { name, broken: listed.broken };
    try {
      const { experiment, source } = await loadExperiment(name);
      const { runs } = compile(experiment, { source });
      // Arms may differ in size: the largest decides.
      const needs = runs.map(({ settings }) => needsOf(settings));
      return { name, needs: needs.reduce((most, each) => each.memory > most.memory ? each : most) };
    } catch (error) {
      if (error instanceof ExperimentError) return { name, broken: error.message };
      throw error;
    }
  }));
}

/** Finds out what this machine has. Changes nothing, and takes a few seconds, most of them PyTorch's import. */
export async function gatherFacts(): Promise<Facts> {
  const [onnxRuntime, gpus, python, environment, experiments] = await Promise.all([
    probeOnnxRuntime(),
    probeGpus(),
    bestPython(),
    probeEnvironment(),
    probeExperiments(),
  ]);
  const whole = environment.lacks?.length === 0;
  const cuda = await probeCuda(whole ? environment.python : undefined);
  const { total, available } = Deno.systemMemoryInfo();
  return {
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    deno: Deno.version.deno,
    cores: navigator.hardwareConcurrency,
    memory: { total, available },
    disk: probeDisk(RESULTS, dirname(dirname(environment.python))), // of <folder>/bin/python
    onnxRuntime,
    gpus,
    cuda,
    python,
    environment,
    experiments,
  };
}
