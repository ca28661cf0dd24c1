import { assert, assertEquals } from "@std/assert";
import { diagnose, type Finding } from "../../lib/doctor/diagnose.ts";
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

/** A laptop without a GPU on which everything is in place. */
const laptop: Facts = {
  platform: "linux x86_64",
  deno: "2.9.6",
  cores: 4,
  memory: { total: 16 * GB, available: 12 * GB },
  disk: oneDisk(100 * GB),
  onnxRuntime: {
    works: {
      version: "1.30.0",
      providers: [{ name: "cpu" }, { name: "cuda", fails: "Failed to load shared library" }],
    },
  },
  gpus: [],
  cudaLibraries: [{ name: "libcuda.so.1", path: undefined }, { name: "libcudnn.so.9", path: undefined }],
  python: { program: "python3", version: "3.12.3", venv: true },
  environment,
  experiments: [{ name: "kuhn-tiny", needs: { parameters: 1e6, memory: 2.5 * GB, disk: 0.1 * GB, gpu: false } }],
};

const gpu = { name: "NVIDIA H200", memory: 141 * GB, driver: "570.1" };

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
  assertEquals(finding(laptop, "provider cuda").advice, undefined); // nothing to do without a GPU
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
  assertEquals(verdict(withTorch("13.0", "NVIDIA H200")), "yes: training on the GPU");
  assert(finding(withTorch(null, null), "PyTorch").advice?.includes("CPU build"));
  assert(finding(withTorch("13.0", null), "PyTorch").advice?.includes("update NVIDIA's driver"));
  assertEquals(verdict(withTorch("13.0", null)), "yes: on 4 CPU cores");
});

Deno.test("diagnose() lists the CUDA libraries that ONNX Runtime lacks, and else its own provider", () => {
  const facts: Facts = { ...laptop, gpus: [gpu] };
  assert(finding(facts, "provider cuda").advice?.endsWith("not found: libcuda.so.1, libcudnn.so.9"));
  const cudaLibraries = laptop.cudaLibraries.map(({ name }) => ({ name, path: `/usr/lib/${name}` }));
  assert(finding({ ...facts, cudaLibraries }, "provider cuda").advice?.startsWith("run deno install --allow-scripts"));
  assertEquals(finding({ ...facts, cudaLibraries }, "CUDA libraries").state, "ok");
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
