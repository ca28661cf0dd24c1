import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { huggingFace, kuhn, modelFolder } from "sepo";
import { CPU } from "../../lib/cuda/device.ts";
import { compile } from "../../dsl/compile.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";
import { openEngine } from "../../lib/rollout/engine.ts";
import { loadTokenizer } from "../../lib/rollout/tokenizer.ts";
import { type LanguageModelSettings, prepareModel } from "../../lib/run/prepare_model.ts";
import { PretrainedError } from "../../lib/run/pretrained_error.ts";
import { openTrainer, type Trainer, TrainerError } from "../../lib/trainer/client.ts";
import type { DownloadProgress } from "../../lib/trainer/protocol.ts";
import { python } from "../python.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { makeModel } from "../trainer/tiny_model.ts";
import { MACHINE } from "./fake_machine.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A Hub on this machine that serves what lies in `root`. */
async function openHub(root: string): Promise<AsyncDisposable & { readonly address: string }> {
  const script = fileURLToPath(new URL("../trainer/gpu/fake_hub.py", import.meta.url));
  const hub = new Deno.Command(await python(), { args: [script, root], stdin: "piped", stdout: "piped" }).spawn();
  const lines = hub.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await lines.read();
  let open = true;
  return {
    address: value.trim(),
    [Symbol.asyncDispose]: async () => {
      if (!open) return;
      open = false;
      await hub.stdin.close();
      await lines.cancel();
      await hub.status;
    },
  };
}

/** Runs `use` with variables of the environment set. */
async function withEnvironment(variables: Record<string, string>, use: () => Promise<void>): Promise<void> {
  const before = Object.keys(variables).map((name) => [name, Deno.env.get(name)] as const);
  try {
    for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
    await use();
  } finally {
    for (const [name, value] of before) value === undefined ? Deno.env.delete(name) : Deno.env.set(name, value);
  }
}

function settingsOf(model: ReturnType<typeof huggingFace> | ReturnType<typeof modelFolder>): LanguageModelSettings {
  const { base } = compile({ name: "x", description: "x", model, domain: kuhn() }, { source: "x.ts" });
  assert(base.model.name !== "tabular");
  return base.model;
}

/** A few tokens that the model in a folder says, asked with the tokenizer of that folder. */
async function replyOf(folder: string): Promise<number[]> {
  const { encodePrompt, stopTokens } = await loadTokenizer(folder);
  await using engine = await openEngine({ model: folder, device: CPU, threads: 1, stopTokens });
  const { tokens: [reply] } = await engine.generate({
    prompts: [encodePrompt([{ role: "user", content: "You hold the King." }])],
    promptOf: Int32Array.of(0),
    uniforms: Float32Array.of(0.1, 0.9, 0.5, 0.3),
    steps: 4,
    temperature: 1,
  });
  return [...reply!];
}

Deno.test("prepareModel() with a model of the Hub", async (t) => {
  await temporaryFolder(async (folder) => {
    const [root, home, cache] = ["hub", "home", "cache"].map((name) => join(folder, name)) as [string, string, string];
    const original = join(root, "lab", "small");
    const events: DownloadProgress[] = [];
    const hub = await openHub(root);
    await using _ = hub;
    await withEnvironment({ HF_ENDPOINT: hub.address, HF_HOME: home, HF_HUB_OFFLINE: "" }, async () => {
      await using trainer: Trainer = await openTrainer({
        python: await python(),
        device: "cpu",
        log: join(folder, "trainer.log"),
        scratch: folder,
        threads: 1,
      });
      const made = await makeModel(trainer, folder);
      await Deno.mkdir(join(root, "lab"), { recursive: true });
      await Deno.rename(made, original);
      await Deno.writeTextFile(join(original, "README.md"), "---\nlicense: mit\n---\n");
      const prepare = (model: LanguageModelSettings) => {
        events.length = 0;
        return prepareModel(model, [kuhnDomain()], 42, trainer, cache, (event) => events.push(event));
      };
      const model = settingsOf(huggingFace("lab/small", { thinking: true }));
      const pinned = settingsOf(huggingFace("lab/small", { revision: COMMIT, precision: "float32" }));
      const local = await prepare(settingsOf(modelFolder(original)));

      await t.step("downloads it once, and the engine plays with it where the Hub's library keeps it", async () => {
        const prepared = await prepare(model);
        assertEquals([prepared.hit, prepared.thinking], [false, true]);
        assertEquals(prepared.computing, { precision: "bfloat16", gradientCheckpointing: true });
        assertEquals(prepared.source, { repository: "lab/small", commit: COMMIT, licence: "mit" });
        assert(prepared.folder.startsWith(home));
        assertEquals(events.at(0)?.event, "begin");
        assertEquals(await replyOf(prepared.folder), await replyOf(original));
      });

      await t.step("has the key of the same files in a folder", async () => {
        const { key, files } = await prepare(pinned);
        assertEquals([key, files], [local.key, local.files]);
        assertEquals(Object.keys(files), [
          ...["config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"],
        ]);
        assertEquals(local.source, undefined);
      });

      await t.step("finds it in the cache when the Hub is gone", async () => {
        await hub[Symbol.asyncDispose]();
        const prepared = await prepare(pinned);
        assertEquals([prepared.hit, events.map(({ event }) => event)], [true, ["found"]]);
        assertEquals(prepared.computing.precision, "float32");
        const { message } = await assertRejects(() => prepare(model), TrainerError); // a branch may have moved
        assertStringIncludes(message, `${hub.address} can't be reached`);
      });

      await t.step(
        "stays offline where the environment says so",
        () =>
          withEnvironment({ HF_HUB_OFFLINE: "1" }, async () => {
            assertEquals((await prepare(model)).source?.commit, COMMIT);
            const unknown = settingsOf(huggingFace("lab/other"));
            const { message } = await assertRejects(() => prepare(unknown), TrainerError);
            assertStringIncludes(message, 'Cannot find "lab/other" at "main" in the cache');
          }),
      );

      await t.step("refuses a file that isn't what the Hub has", async () => {
        const { folder: snapshot } = await prepare(pinned);
        const blob = await Deno.realPath(join(snapshot, "model.safetensors"));
        const bytes = await Deno.readFile(blob);
        bytes[bytes.length - 1]! ^= 1;
        await Deno.writeFile(blob, bytes);
        const { message } = await assertRejects(() => prepare(pinned), PretrainedError);
        assertStringIncludes(message, `"model.safetensors" is damaged`);
        assertStringIncludes(message, blob);
      });
    });
  });
});

/** A trainer that is asked for nothing. */
const idle = {
  machine: MACHINE,
  trainTokenizer: () => Promise.reject(new Error("not asked")),
  initModel: () => Promise.reject(new Error("not asked")),
  download: () => Promise.reject(new Error("not asked")),
};

Deno.test("prepareModel() says what a folder lacks to be a model", () =>
  temporaryFolder(async (folder) => {
    const fails = async (path: string, part: string) => {
      const model = settingsOf(modelFolder(path));
      const { message } = await assertRejects(
        () => prepareModel(model, [kuhnDomain()], 42, idle, folder),
        PretrainedError,
      );
      assertEquals(message, `Cannot use model folder "${path}": ${part}`);
    };
    await fails(`${folder}/none`, "there is no such folder");
    await fails(folder, "it has no config.json");
    for (const name of ["config.json", "tokenizer.json"]) await Deno.writeTextFile(`${folder}/${name}`, "{}");
    await fails(folder, "it has no .safetensors file, and weights are read from no other");
  }));
