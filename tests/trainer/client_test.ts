import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertFalse,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { readSafetensors } from "../../lib/safetensors/safetensors.ts";
import { packDecisions } from "../../lib/trainer/batch.ts";
import { type LossSettings, openTrainer, type Trainer, TrainerError } from "../../lib/trainer/client.ts";
import type { SftProgress } from "../../lib/trainer/protocol.ts";
import { python } from "../python.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { LOSS, makeExamples, makeModel, makeSequences, policySettings, sftSettings, VOCABULARY } from "./tiny_model.ts";

const BUDGET = { tokenBudget: 256 };

async function open(folder: string, signal?: AbortSignal): Promise<Trainer> {
  return await openTrainer({
    python: await python(),
    log: join(folder, "log", "trainer.log"),
    scratch: folder,
    device: "cpu",
    threads: 2,
    ...(signal === undefined ? {} : { signal }),
  });
}

function scratchFolders(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.startsWith("sepo-trainer-"));
}

Deno.test("Trainer makes a model, fine-tunes it and takes gradient steps", async (t) => {
  const folder = Deno.makeTempDirSync();
  const trainer = await open(folder);
  const model = await makeModel(trainer, folder);
  const tuned = join(folder, "tuned");
  const examples = makeExamples(12);
  const settings = { adapter: "on", temperature: 0.8, ...BUDGET } as const;
  let own: Float32Array = new Float32Array();

  const decisions = () => {
    let at = 0;
    return packDecisions(examples.map((example, row) => ({
      ...example,
      advantage: row % 3 - 1,
      logProbs: own.subarray(at, at += example.reply.length),
    })));
  };

  await t.step("machine names versions, device and memory", () => {
    assert(trainer.machine.versions.torch.startsWith("2."));
    assertGreater(trainer.machine.device.memoryBytes, 0);
    assertEquals(trainer.machine.threads, 2);
  });

  await t.step("sft() reports each step and lowers the loss", async () => {
    const progress: SftProgress[] = [];
    const data = { train: makeSequences(40), valid: makeSequences(10) };
    const result = await trainer.sft(sftSettings(model, tuned), data, (step) => progress.push(step));
    assertEquals(progress.map(({ step }) => step), Array.from({ length: result.steps }, (_, at) => at + 1));
    assertEquals(result.steps, 10);
    // A random model starts near the uniform distribution's log(vocabulary).
    assertAlmostEquals(progress[0]?.loss ?? NaN, Math.log(VOCABULARY), 0.3);
    assertLess(result.validLoss ?? NaN, progress[0]?.loss ?? NaN);
  });

  await t.step("step() before load() says what to do", async () => {
    const error = await assertRejects(() => trainer.save(join(folder, "none")), TrainerError);
    assertEquals(error.kind, "input");
    assertStringIncludes(error.message, 'ask for "load" first');
  });

  await t.step("load() lists the modules that carry the adapter", async () => {
    const { modules, trainableParameters } = await trainer.load(policySettings(tuned));
    assertEquals(modules.length, 3 * 5 + 4);
    assertGreater(trainableParameters, 0);
  });

  await t.step("step() has ratio 1 on its own log-probs and writes the new adapter", async () => {
    own = await trainer.logProbs(makeSequences(12), settings);
    assert(own.every((logProb) => logProb < 0));
    const report = await trainer.step(decisions(), LOSS, BUDGET);
    assertEquals([report.ratio, report.samplerGap, report.kl], [{ mean: 1, max: 1 }, { mean: 0, max: 0 }, 0]);
    const adapter = readSafetensors(report.adapter);
    assertEquals(adapter.get("base_model.model.model.layers.3.self_attn.k_proj.lora_A.weight")?.shape, [4, 24]);
    assertNotEquals(await trainer.logProbs(makeSequences(12), settings), own);
    assertEquals(await trainer.logProbs(makeSequences(12), { ...settings, adapter: "off" }), own);
  });

  await t.step("restore() brings back what save() kept, to the bit", async () => {
    const saved = join(folder, "saved");
    await trainer.save(saved);
    const first = await trainer.step(decisions(), LOSS, BUDGET);
    const after = readSafetensors(first.adapter);
    await trainer.load({ ...policySettings(tuned) });
    assertEquals(await trainer.restore(saved), { steps: 1 });
    const second = await trainer.step(decisions(), LOSS, BUDGET);
    assertEquals({ ...second, seconds: 0 }, { ...first, seconds: 0 });
    assertEquals(readSafetensors(second.adapter), after);
    const path = join(folder, "adapter.safetensors");
    await trainer.adapter(path);
    assertEquals(readSafetensors(path), after);
  });

  await t.step("step() takes every loss, and measures the gradients of parts", async () => {
    const half = { ...decisions(), parts: Int32Array.from(examples, (_, row) => row % 2) };
    const numbers = { beta: 0.1, normalizer: 12, temperature: 0.8 };
    const losses: LossSettings[] = [
      { ...LOSS, kl: "k1-reward", importanceSamplingMode: "sequence_mask", importanceSamplingCap: 2 },
      { ...LOSS, lossType: "grpo", kl: "k3", importanceSamplingMode: "token_truncate", importanceSamplingCap: 2 },
      { ...LOSS, lossType: "dr_grpo", maxCompletionLength: 16 },
      { ...LOSS, lossType: "dapo", epsilonHigh: 0.28 },
      { ...LOSS, lossType: "gspo", kl: "none", beta: 0 },
      { ...numbers, lossType: "cispo", epsilonHigh: 5 },
    ];
    for (const loss of losses) {
      const { parts, correction } = await trainer.step(half, loss, { ...BUDGET, measureParts: true });
      assertEquals([parts?.labels, parts?.norms.length, parts?.cosines.length], [[0, 1], 2, 2]);
      assertAlmostEquals(parts?.cosines[0]?.[0] ?? NaN, 1, 1e-6);
      assertEquals(correction === null, loss.importanceSamplingMode === undefined);
    }
  });

  await t.step("step() refuses a loss that makes no sense before it asks", async () => {
    const error = await assertRejects(() => trainer.step(decisions(), { ...LOSS, kl: "none" }, BUDGET), TrainerError);
    assertEquals(
      error.message,
      'Cannot ask the trainer for "step": loss.kl: beta 0.1 weighs no penalty with kl "none": set beta to 0 or choose a kl',
    );
  });

  await t.step("load() refuses a truncated model in one sentence and serves on", async () => {
    const broken = join(folder, "broken");
    Deno.mkdirSync(broken);
    Deno.copyFileSync(join(model, "config.json"), join(broken, "config.json"));
    const bytes = Deno.readFileSync(join(model, "model.safetensors"));
    Deno.writeFileSync(join(broken, "model.safetensors"), bytes.subarray(0, bytes.length / 2));
    const error = await assertRejects(() => trainer.load(policySettings(broken)), TrainerError);
    assertEquals(error.kind, "input");
    assertStringIncludes(error.message, `Cannot load model "${broken}": model.safetensors is truncated`);
    assertFalse(error.message.includes("\n"));
    await trainer.load(policySettings(tuned));
  });

  await t.step("initModel() refuses settings that the protocol doesn't know before it asks", async () => {
    const error = await assertRejects(
      () => trainer.initModel({ config: {}, seed: -1, precision: "float32", folder }),
      TrainerError,
    );
    assertStringIncludes(error.message, 'Cannot ask the trainer for "initModel": seed');
  });

  await t.step("close() leaves no scratch folder, and may be called twice", async () => {
    assertEquals(scratchFolders(folder).length, 1);
    await trainer.close();
    await trainer.close();
    assertEquals(scratchFolders(folder), []);
    assertEquals((await assertRejects(() => trainer.save(folder), TrainerError)).kind, "died");
  });

  Deno.removeSync(folder, { recursive: true });
});

Deno.test("Trainer says what was asked, how the process ended and what its log says when it is killed mid-step", async () => {
  const folder = Deno.makeTempDirSync();
  await using trainer = await open(folder);
  const model = await makeModel(trainer, folder);
  const settings = { ...sftSettings(model, join(folder, "tuned")), epochs: 1000 };
  const asked = trainer.sft(settings, { train: makeSequences(40) }, ({ step }) => {
    if (step === 2) Deno.kill(trainer.pid, "SIGKILL");
  });
  const error = await assertRejects(() => asked, TrainerError);
  assertEquals(error.kind, "died");
  assertStringIncludes(error.message, 'The trainer died while it was asked to "sft": killed by SIGKILL');
  assertStringIncludes(error.message, "memory ran out");
  assertStringIncludes(error.message, "initModel took");
  assertEquals(scratchFolders(folder), []);
  assertFalse([...Deno.readDirSync(folder)].some(({ name }) => name === "tuned"));
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("Trainer ends, scratch folder and all, when its signal is aborted in the middle of a request", async () => {
  await temporaryFolder(async (folder) => {
    const controller = new AbortController();
    await using trainer = await open(folder, controller.signal);
    const model = await makeModel(trainer, folder);
    const settings = { ...sftSettings(model, join(folder, "tuned")), epochs: 1000 };
    const asked = trainer.sft(settings, { train: makeSequences(40) }, ({ step }) => {
      if (step === 2) controller.abort();
    });
    const { message } = await assertRejects(() => asked, TrainerError);
    assertEquals(message, 'The trainer was stopped while it was asked to "sft"');
    await trainer.close();
    assertEquals(scratchFolders(folder), []);
    const aborted = {
      python: await python(),
      log: join(folder, "log"),
      device: "cpu",
      signal: controller.signal,
    } as const;
    await assertRejects(() => openTrainer(aborted), DOMException, "abort");
  });
});

Deno.test("openTrainer() says that its log can't be written before it starts Python", async () => {
  await temporaryFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "file"), "");
    const log = join(folder, "file", "run", "trainer.log");
    const options = { python: "/nowhere", log, scratch: folder, device: "cpu" } as const;
    const { message } = await assertRejects(() => openTrainer(options), TrainerError);
    assertEquals(message, `Cannot write the trainer's log "${log}": not a directory`);
    assertEquals(scratchFolders(folder), []);
  });
});

Deno.test("openTrainer() says why a Python that lacks the packages doesn't start", async () => {
  const folder = Deno.makeTempDirSync();
  const log = join(folder, "trainer.log");
  const program = join(folder, "python");
  Deno.writeTextFileSync(program, "#!/bin/sh\necho \"ModuleNotFoundError: No module named 'torch'\" >&2\nexit 1\n", {
    mode: 0o755,
  });
  const others = { log, scratch: folder, device: "cpu" } as const;
  const error = await assertRejects(() => openTrainer({ python: program, ...others }), TrainerError);
  assertStringIncludes(error.message, 'The trainer died while it was asked to "hello": exit status 1');
  assertStringIncludes(error.message, "No module named 'torch'");
  const missing = await assertRejects(() => openTrainer({ python: "/nowhere", ...others }), TrainerError);
  assertStringIncludes(missing.message, 'Cannot start Python "/nowhere"');
  assertEquals(scratchFolders(folder), []);
  Deno.removeSync(folder, { recursive: true });
});
