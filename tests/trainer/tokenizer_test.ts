import { assertEquals } from "@std/assert";
import { AutoTokenizer, env } from "@huggingface/transformers";
import { join } from "node:path";
import { openTrainer } from "../../lib/trainer/client.ts";
import { python, runPython } from "../python.ts";
import { makeModel } from "./tiny_model.ts";

const TEXTS = [
  "You hold the King. I don't fold: BET",
  "Line one\n\nline two\r\n\ttabbed  twice",
  "naïve café ☕, 漢字 и 12,345.67 chips!?",
  "<|im_start|>user\nGo<|im_end|>\n",
];

Deno.test("trainTokenizer() writes a tokenizer that transformers.js and Hugging Face's library read alike", async (t) => {
  const folder = Deno.makeTempDirSync();
  await using trainer = await openTrainer({
    python: await python(),
    log: join(folder, "log"),
    device: "cpu",
    threads: 1,
  });
  const model = await makeModel(trainer, folder);
  await trainer.close();
  env.allowRemoteModels = false;
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  const tokens = TEXTS.map((text) => tokenizer.encode(text, { add_special_tokens: false }));

  await t.step("texts become the same tokens", async () => {
    const script = new URL("./encode.py", import.meta.url);
    const printed = await runPython(script, join(model, "tokenizer.json"), JSON.stringify(TEXTS));
    assertEquals(tokens, JSON.parse(printed));
  });

  await t.step("texts survive the round trip", () => {
    assertEquals(tokens.map((ids) => tokenizer.decode(ids)), TEXTS);
  });

  await t.step("the chat template marks turns, and the assistant's to come", () => {
    const chat = [{ role: "system", content: "Rules." }, { role: "user", content: "Go" }];
    assertEquals(
      tokenizer.apply_chat_template(chat, { tokenize: false, add_generation_prompt: true }),
      "<|im_start|>system\nRules.<|im_end|>\n<|im_start|>user\nGo<|im_end|>\n<|im_start|>assistant\n",
    );
    assertEquals(tokenizer.eos_token, "<|im_end|>");
  });

  Deno.removeSync(folder, { recursive: true });
});
