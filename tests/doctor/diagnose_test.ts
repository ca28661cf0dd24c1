import { assert, assertEquals, assertFalse } from "@std/assert";
import { CUDA_LIBRARIES, DRIVER_LIBRARY } from "../../lib/cuda/release.ts";
import { diagnose, type Finding } from "../../lib/doctor/diagnose.ts";
import type { Trial } from "../../lib/cuda/trial.ts";
import type { Environment, Facts } from "../../lib/doctor/facts.ts";

const GB = 1e9;

const environment: Environment = {
  python: "/cache/python/bin/python",
  chosen: false,
  build: "cpu",
  lacks: [],
  torch: { works: { version: "2.13.0+cpu", cuda: null, gpu: null } },
};

/** One disk for everything. */
const oneDisk = (free: number | undefined): Facts["disk"] => ({ results: free, environment: free, shared: true });

/** CUDA with those of its libraries that are there. */
function foundCuda(isThere: (name: string) => boolean): Facts["cuda"]["found"] {
  const path = (name: string) => isThere(name) ? `/usr/lib/${name}` : undefined;
  return {
    onnxRuntime: path("libonnxruntime.so.1.30.0"),
    libraries: [DRIVER_LIBRARY, ...CUDA_LIBRARIES].map((library) => ({ ...library, path: path(library.name) })),
  };
}

/** A laptop without a GPU on which everything is in place. */
const laptop: Facts = {
  platform: "linux x86_64",
  deno: "2.9.6",
  cores: 4,
  memory: { total: 16 * GB, available: 12 * GB },
  disk: oneDisk(100 * GB),
  onnxRuntime: { works: { version: "1.30.0" } },
  gpus: [],
  cuda: { found: foundCuda(() => false) },
  python: { program: "python3", version: "3.12.3", venv: true },
  environment,
  experiments: [{ name: "kuhn-tiny", needs: { parameters: 1e6, memory: 2.5 * GB, disk: 0.1 * GB, gpu: false } }],
};

const gpu = { name: "NVIDIA H200", memory: 141 * GB, driver: "580.82.07" };

function finding(facts: Facts, part: string): Finding {
  const found = diagnose(facts).findings.find((each) => each.part.trim() === part);
  assert(found !== undefined, `no finding for ${part}`);
  return found;
}

function verdict(facts: Facts): string {
  const [first] = diagnose(facts).verdicts;
  return `${first?.runs ? "yes" : "no"}: ${first?.why}`;
}

Deno.test("diagnose() finds nothing missing on a machine that has everything", () => {
  const { findings, verdicts } = diagnose(laptop);
  assertEquals(findings.filter(({ state }) => state === "missing"), []);
  assertEquals(verdicts, [{ experiment: "kuhn-tiny", runs: true, why: "on 4 CPU cores" }]);
  assertFalse(findings.some(({ part }) => part === "CUDA for rollouts")); // nothing to do without a GPU
});

Deno.test("diagnose() says what to install where Python or venv is missing or old", () => {
  const bare = { ...laptop, environment: { ...environment, lacks: undefined } };
  const none = { ...bare, python: undefined };
  assertEquals(finding(none, "Python").found, "none that is 3.11 or newer");
  assertEquals(finding(none, "Python").advice, "apt install python3 python3-venv, or name one with SEPO_PYTHON");
  assertEquals(verdict(none), "no: see Python");
  const old = { ...bare, python: { program: "python3", version: "3.9.2", venv: true } };
  assertEquals(finding(old, "Python").advice?.startsWith("3.11 or newer is needed: apt install"), true);
  const venvless = { ...bare, python: { program: "python3", version: "3.12.3", venv: false } };
  assertEquals(finding(venvless, "Python").advice, "apt install python3.12-venv");
  assertEquals(verdict(venvless), "no: see Python");
});

Deno.test("diagnose() asks for no other Python where the environment is whole", () => {
  const facts = { ...laptop, python: undefined };
  assertEquals(finding(facts, "Python").state, "note");
  assertEquals(verdict(facts), "yes: on 4 CPU cores");
});

Deno.test("diagnose() announces an environment that is still to be made, and counts its disk", () => {
  const { torch: _, ...unmade } = { ...environment, lacks: undefined };
  const facts: Facts = { ...laptop, environment: unmade };
  assertEquals(
    finding(facts, "Python environment").found,
    "not made yet; the first run makes it (about 0.3 GB to download)",
  );
  assertEquals(verdict(facts), "yes: on 4 CPU cores");
  const full = { ...facts, disk: oneDisk(2 * GB) };
  assertEquals(finding(full, "Disk").advice, "free about 2.5 GB, which making the Python environment takes");
  assertEquals(verdict(full), "no: see Disk");
  assertEquals(
    verdict({ ...facts, disk: oneDisk(2.55 * GB) }),
    "no: it takes about 2.6 GB of disk, and 2.5 GB are free",
  );
  assertEquals(verdict({ ...laptop, disk: oneDisk(2 * GB) }), "yes: on 4 CPU cores"); // nothing left to download
  assertEquals(verdict({ ...laptop, disk: oneDisk(undefined) }), "yes: on 4 CPU cores");
});

Deno.test("diagnose() looks at each disk for what goes there, where results and environment have one each", () => {
  const { torch: _, ...unmade } = { ...environment, lacks: undefined };
  const on = (results: number, cache: number): Facts => ({
    ...laptop,
    environment: unmade,
    disk: { results, environment: cache, shared: false },
  });
  // The environment takes 2.5 GB and the experiment 0.1 GB.
  assertEquals(verdict(on(0.2 * GB, 3 * GB)), "yes: on 4 CPU cores");
  assertEquals(verdict(on(0.05 * GB, 3 * GB)), "no: it takes about 0.1 GB of disk, and 0.1 GB are free");
  assertEquals(verdict(on(100 * GB, 2 * GB)), "no: see Disk of the Python environment");
  assertEquals(finding(on(100 * GB, 2 * GB), "Disk of results").found, "100.0 GB free");
});

Deno.test("diagnose() names what a chosen Python lacks", () => {
  const chosen = { ...environment, chosen: true, python: "/usr/bin/python3" };
  const lacking: Facts = { ...laptop, environment: { ...chosen, lacks: ["peft >= 0.21"] } };
  assertEquals(finding(lacking, "Python environment").found, "lacks peft >= 0.21");
  assertEquals(verdict(lacking), "no: see Python environment");
  const broken: Facts = { ...laptop, environment: { ...chosen, lacks: undefined } };
  assertEquals(finding(broken, "Python environment").found, `SEPO_PYTHON "/usr/bin/python3" is no working Python`);
});

Deno.test("diagnose() tells why PyTorch doesn't use a GPU that is there", () => {
  const withTorch = (cuda: string | null, seen: string | null): Facts => ({
    ...laptop,
    gpus: [gpu],
    environment: { ...environment, torch: { works: { version: "2.13.0", cuda, gpu: seen } } },
  });
  assertEquals(finding(withTorch("13.0", "NVIDIA H200"), "PyTorch").found, "2.13.0, CUDA 13.0, on NVIDIA H200");
  assert(finding(withTorch(null, null), "PyTorch").advice?.includes("CPU build"));
  assert(finding(withTorch("13.0", null), "PyTorch").advice?.includes("update NVIDIA's driver"));
});

/** What a rollout showed that is as it should be. */
const trial: Trial = { model: "Qwen 3.5", precision: "bfloat16", nodes: 454, elsewhere: [], gap: 0.031 };

/** A machine with a GPU that everything runs on. */
const workstation: Facts = {
  ...laptop,
  gpus: [gpu],
  cuda: { found: foundCuda(() => true), tried: { works: [trial] } },
  environment: { ...environment, torch: { works: { version: "2.13.0", cuda: "13.0", gpu: "NVIDIA H200" } } },
};

Deno.test("diagnose() says what CUDA for rollouts lacks, and what sets it up", () => {
  const lacking = (isThere: (name: string) => boolean) =>
    finding({ ...workstation, cuda: { found: foundCuda(isThere) } }, "CUDA for rollouts").advice;
  assertEquals(
    lacking((name) => name !== "libcuda.so.1"),
    "NVIDIA's driver (libcuda.so.1) is not here: install release 580 or newer, which CUDA 13 needs",
  );
  assertEquals(
    lacking((name) => !/onnxruntime|cudnn/.test(name)),
    "ONNX Runtime with CUDA, libcudnn.so.9 not found: run deno task setup cuda",
  );
  const fails = {
    ...workstation,
    cuda: { found: foundCuda(() => true), tried: { fails: "CUDA failure 35: too old" } },
  };
  assertEquals(finding(fails, "CUDA for rollouts").found, "can't be used: CUDA failure 35: too old");
});

Deno.test("diagnose() says of rollouts on the GPU how far they are from the CPU's, and what did not run there", () => {
  const shown = (changes: Partial<Trial>) =>
    finding(
      { ...workstation, cuda: { found: foundCuda(() => true), tried: { works: [{ ...trial, ...changes }] } } },
      "Qwen 3.5, bfloat16",
    );
  assertEquals(shown({}).found, "log-probs within 0.031 nats of the CPU's; all 454 nodes on the GPU");
  const elsewhere = [{ operator: "Shape", nodes: 3, eachStep: 0 }, { operator: "MemcpyToHost", nodes: 2, eachStep: 1 }];
  assertEquals(
    shown({ elsewhere }).found,
    "log-probs within 0.031 nats of the CPU's; not on the GPU of 454 nodes, 1 of them for each token: Shape ×3, MemcpyToHost ×2",
  );
  assertEquals([shown({}).state, shown({ gap: 1 }).state, shown({ gap: NaN }).state], ["ok", "note", "note"]);
});

Deno.test("diagnose() tells of a driver that is too old for CUDA 13", () => {
  const old = { ...workstation, gpus: [{ ...gpu, driver: "570.133.20" }] };
  assertEquals(finding(old, "GPU").advice, "rollouts use CUDA 13, which needs driver 580 or newer");
});

Deno.test("diagnose() lets large models run where both PyTorch and rollouts see the GPU, and no others", () => {
  const large = { parameters: 4e9, memory: 12 * GB, disk: 32 * GB, gpu: true, gpuMemory: 24 * GB };
  const experiments = [{ name: "kuhn-qwen", needs: large }];
  assertEquals(verdict({ ...workstation, experiments }), "yes: on the GPU");
  const unset: Facts = { ...workstation, experiments, cuda: { found: foundCuda(() => false) } };
  assertEquals(verdict(unset), "no: see CUDA for rollouts");
  assertEquals(
    verdict({ ...workstation, gpus: [{ ...gpu, memory: 16 * GB }], experiments }),
    "no: it takes a GPU of about 24.0 GB, and the largest has 16.0 GB",
  );
  assertEquals(verdict(workstation), "yes: on 4 CPU cores"); // a tiny model, which runs on the processor wherever it is
});

Deno.test("diagnose() keeps experiments from machines that are too small", () => {
  const large: Facts = {
    ...laptop,
    experiments: [{ name: "ipd-gemma", needs: { parameters: 4e9, memory: 12 * GB, disk: 32 * GB, gpu: true } }],
  };
  assertEquals(verdict(large), "no: 4.0 billion parameters need a GPU");
  assertEquals(
    verdict({ ...large, memory: { total: 8 * GB, available: 8 * GB } }),
    "no: 4.0 billion parameters need a GPU",
  );
  const small = { ...laptop, memory: { total: 2 * GB, available: 1 * GB } };
  assertEquals(verdict(small), "no: it takes about 2.5 GB of memory, and there are 2.0 GB");
  assertEquals(
    verdict({ ...laptop, disk: oneDisk(0.04 * GB) }),
    "no: it takes about 0.1 GB of disk, and 0.0 GB are free",
  );
  const busy = { ...laptop, memory: { total: 16 * GB, available: 1 * GB } };
  assertEquals(verdict(busy), "yes: on 4 CPU cores; it takes about 2.5 GB of memory, more than is free now");
});

Deno.test("diagnose() passes on why ONNX Runtime or an experiment's file can't be used", () => {
  const facts: Facts = { ...laptop, onnxRuntime: { fails: "no such file" } };
  assertEquals([finding(facts, "ONNX Runtime").state, verdict(facts)], ["missing", "no: see ONNX Runtime"]);
  const broken: Facts = { ...laptop, experiments: [{ name: "x", broken: "Cannot read it" }] };
  assertEquals(verdict(broken), "no: Cannot read it");
});
