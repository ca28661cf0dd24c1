import { join } from "node:path";
import { gemma4_e4b, kuhn, qwen35_4b, tinyGemma, tinyQwen } from "../../dsl/mod.ts";
import { compile } from "../../dsl/compile.ts";
import type { Experiment } from "../../dsl/schema/input.ts";
import { CPU, type Device } from "../cuda/device.ts";
import { requireCuda } from "../cuda/require_cuda.ts";
import { probeGpus } from "../doctor/probe_gpus.ts";
import { kuhnDomain } from "../games/kuhn/mod.ts";
import { readConfigJson } from "../memory/model_shape.ts";
import type { ConfigJson } from "../onnx/random_model.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { openEngine } from "../rollout/engine.ts";
import { type ProfiledNode, readProfile } from "../rollout/profile.ts";
import { loadTokenizer } from "../rollout/tokenizer.ts";
import { type LanguageModelSettings, prepareModel } from "../run/prepare_model.ts";
import { openTrainer } from "../trainer/client.ts";
import { ensurePython } from "../trainer/environment.ts";
import { decodeBytes } from "./decode_bytes.ts";
import { openPeer } from "./generate_peer.ts";
import { batchOf, type GenerationSpeed, generationSpeed, REPEATS, STEPS } from "./generation_speed.ts";
import { kuhnPrompts } from "./kuhn_prompts.ts";
import { rehearse, type Rehearsed } from "./rehearse.ts";
import { NEVER, SPEED_COLUMNS } from "./rollout.ts";

const BATCHES = [16, 64, 256];

/** The batch whose steps are profiled. */
const PROFILED = 64;

/** Operators that the profile names. */
const NAMED = 12;

/** A model, and experiments that train it. */
interface Subject {
  readonly title: string;
  readonly model: Experiment["model"];
  readonly experiments: readonly string[];
}

/** What is measured: a model of the paper on a GPU, and in its place on a processor a tiny one of its architecture. */
interface Subjects {
  readonly cuda: Subject;
  readonly cpu: Subject;
}

const QWEN: Subjects = {
  cuda: { title: "Qwen 3.5-4B", model: qwen35_4b(), experiments: ["kuhn-qwen", "ipd-qwen"] },
  cpu: { title: "tiny Qwen 3.5", model: tinyQwen(), experiments: ["kuhn-tiny", "ipd-tiny"] },
};

const GEMMA: Subjects = {
  cuda: { title: "Gemma 4 E4B-it", model: gemma4_e4b(), experiments: ["kuhn-gemma", "ipd-gemma"] },
  cpu: { title: "tiny Gemma 4", model: tinyGemma(), experiments: ["kuhn-tiny", "ipd-tiny"] },
};

/** A model on disk with what it is measured by. */
interface Place {
  readonly folder: string;
  readonly config: ConfigJson;
  readonly device: Device;
  readonly precision: "bfloat16" | "float32";
  readonly prompts: readonly Int32Array[];
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** A batch's speed, with the time of a step beside what moving its bytes takes. */
function speedColumns(place: Place, bytesPerSecond: number): Column<GenerationSpeed>[] {
  const elementBytes = place.precision === "float32" ? 4 : 2;
  const promptTokens = place.prompts.reduce((sum, { length }) => sum + length, 0);
  const floor = (rows: number) =>
    decodeBytes(place.config, elementBytes, { rows, promptTokens, made: STEPS / 2 }) / bytesPerSecond;
  const step = ({ engine }: GenerationSpeed) => "stepSeconds" in engine ? engine.stepSeconds : undefined;
  return [
    ...SPEED_COLUMNS,
    { title: "ms a step", cell: (speed) => step(speed) === undefined ? "–" : (1e3 * step(speed)!).toFixed(2) },
    { title: "bandwidth floor, ms", cell: ({ batch }) => (1e3 * floor(batch)).toFixed(2) },
    {
      title: "of the floor",
      cell: (speed) => step(speed) === undefined ? "–" : percent(floor(speed.batch) / step(speed)!),
    },
  ];
}

/** What the engine's time goes into, by operator. */
interface OperatorTime {
  readonly operator: string;
  readonly provider: string;
  /** Nodes that ran, and how often all of them did. */
  readonly nodes: number;
  readonly runs: number;
  readonly seconds: number;
}

/** Operators whose time is that of the nodes in them. */
const CONTAINERS: ReadonlySet<string> = new Set(["Loop", "If", "Scan"]);

/** Nodes by operator and where they ran, the longest first. */
export function byOperator(nodes: readonly ProfiledNode[]): OperatorTime[] {
  const own = nodes.filter(({ operator }) => !CONTAINERS.has(operator));
  return [...Map.groupBy(own, ({ operator, provider }) => `${operator} ${provider}`).values()].map((of) => ({
    operator: of[0]!.operator,
    provider: of[0]!.provider.replace(/ExecutionProvider$/, ""),
    nodes: of.length,
    runs: of.reduce((sum, { runs }) => sum + runs, 0),
    seconds: of.reduce((sum, { seconds }) => sum + seconds, 0),
  })).sort((one, other) => other.seconds - one.seconds);
}

/** Profiles the steps of a batch, in this process. */
async function profile(place: Place): Promise<OperatorTime[]> {
  const { openSession } = await import("../rollout/worker_session.ts"); // with the device's ONNX Runtime
  const path = join(place.folder, "profile");
  const session = await openSession({
    model: place.folder,
    device: place.device,
    precision: place.precision,
    stopTokens: NEVER,
    profile: path,
  });
  await session.generate(batchOf(place.prompts, PROFILED, STEPS));
  await session.close();
  const { name } = [...Deno.readDirSync(place.folder)].find(({ name }) => name.startsWith("profile"))!;
  return byOperator(readProfile(Deno.readTextFileSync(join(place.folder, name))));
}

const PROFILE_COLUMNS: readonly Column<OperatorTime>[] = [
  { title: "operator", cell: ({ operator }) => operator, align: "left" },
  { title: "on", cell: ({ provider }) => provider, align: "left" },
  { title: "nodes", cell: ({ nodes }) => String(nodes) },
  { title: "runs a step", cell: ({ runs }) => (runs / STEPS).toFixed(1) },
  { title: "ms a step", cell: ({ seconds }) => (1e3 * seconds / STEPS).toFixed(3) },
];

const ITERATION_COLUMNS: readonly Column<Rehearsed>[] = [
  { title: "an iteration of", cell: ({ experiment }) => experiment, align: "left" },
  { title: "seconds", cell: ({ total }) => total.toFixed(2) },
  { title: "rollouts", cell: ({ generate }) => generate.toFixed(2) },
  { title: "gradient", cell: ({ gradient }) => gradient.toFixed(2) },
  { title: "the rest", cell: ({ total, generate, gradient }) => (total - generate - gradient).toFixed(2) },
  { title: "trained tokens/s", cell: ({ trained }) => trained.toFixed(0) },
  { title: "computed tokens/s", cell: ({ computed }) => computed.toFixed(0) },
  { title: "peak memory", cell: ({ peak }) => gigabytes(peak) },
];

/** Makes the model with random weights. */
async function makeModel({ model }: Subject, device: Device, python: string, cache: string): Promise<Place> {
  const { base } = compile({ name: "bench", description: "bench", model, domain: kuhn() }, {
    source: "lib/bench/gpu.ts",
    set: [{ path: "model.weights", value: "random" }],
  });
  const settings = base.model as LanguageModelSettings; // no subject is a table
  await using trainer = await openTrainer({ python, log: `${cache}/trainer.log`, device: "cpu" });
  const { folder } = await prepareModel(settings, [kuhnDomain()], 42, trainer, cache);
  return {
    folder,
    config: readConfigJson(folder),
    device,
    precision: device.kind === "cuda" ? "bfloat16" : "float32",
    prompts: kuhnPrompts(await loadTokenizer(folder)),
  };
}

/** Rollouts beside transformers' generate(), the bandwidth's floor and where a step's time goes. */
async function benchRollouts(place: Place, python: string, write: (line: string) => void): Promise<void> {
  const { folder, device, precision, prompts } = place;
  const speeds: GenerationSpeed[] = [];
  let bandwidth: number;
  {
    await using engine = await openEngine({ model: folder, device, precision, stopTokens: NEVER });
    await using peer = await openPeer({ python, model: folder, device: device.kind, precision });
    bandwidth = await peer.copyBandwidth();
    for (const batch of BATCHES) speeds.push(await generationSpeed(engine, peer, prompts, batch));
  }
  write(
    `Rollouts: ${prompts.length} prompts of Kuhn poker, ${STEPS} new tokens a row, median of ${REPEATS} calls each in turn; ` +
      `a copy in memory moves ${gigabytes(bandwidth)}/s`,
  );
  write(textTable(speedColumns(place, bandwidth), speeds));
  for (const { batch, engine, peer } of speeds) {
    if ("failure" in engine) write(`At batch ${batch} the engine can't: ${engine.failure}`);
    if ("failure" in peer) write(`At batch ${batch} transformers can't: ${peer.failure}`);
  }
  const operators = await profile(place);
  const launching = device.kind === "cuda" ? "; on a GPU, what launching the kernels takes" : "";
  write(
    `\nWhere a step's time goes at batch ${PROFILED}${launching}: ${operators.length} kinds of nodes, those that take most`,
  );
  write(textTable(PROFILE_COLUMNS, operators.slice(0, NAMED)));
}

async function benchSubject({ cuda, cpu }: Subjects, write: (line: string) => void): Promise<void> {
  const python = await ensurePython({ onProgress: write });
  const [gpu] = await probeGpus();
  const subject = gpu === undefined ? cpu : cuda;
  const device = gpu === undefined ? CPU : await requireCuda(python);
  write(
    gpu === undefined
      ? `GPU: not measured, there is none. On the processor, in float32: ${subject.title} with random weights`
      : `${gpu.name}, ${gigabytes(gpu.memory)}: ${subject.title} with random weights, in bfloat16`,
  );
  const cache = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    await benchRollouts(await makeModel(subject, device, python, cache), python, write);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
  const rehearsed: Rehearsed[] = [];
  for (const name of subject.experiments) rehearsed.push(await rehearse(name, subject.model, device.kind));
  write("\nIterations of experiments with random weights and demonstrators' lengths, median of all but the first");
  write(textTable(ITERATION_COLUMNS, rehearsed));
}

/** What a GPU does with Qwen 3.5-4B; without one, what the processor does with a tiny model of its architecture. */
export const benchQwen = (write: (line: string) => void): Promise<void> => benchSubject(QWEN, write);

/** The same with Gemma 4 E4B-it. */
export const benchGemma = (write: (line: string) => void): Promise<void> => benchSubject(GEMMA, write);
