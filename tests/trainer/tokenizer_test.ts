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
  "",
];

Deno.test("trainTokenizer() writes a tokenizer that transformers.js and transformers read alike", async (t) => {
  const folder = Deno.makeTempDirSync();
  const interpreter = await python();
  await using trainer = await openTrainer({ python: interpreter, log: join(folder, "log"), threads: 1 });
  const model = await makeModel(trainer, folder);
  env.allowRemoteModels = false;
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  const chats = TEXTS.map((content) => [{ role: "system", content: "Rules." }, { role: "user", content }]);
  const printed = await runPython(
    new URL("./encode.py", import.meta.url),
    model,
    JSON.stringify({ texts: TEXTS, chats }),
  );
  const expected: unknown = JSON.parse(printed);
  await t.step("texts and chats become the same tokens", () => {
    const texts = TEXTS.map((text) => tokenizer.encode(text, { add_special_tokens: false }));
    const rendered = chats.map((chat) =>
      tokenizer.apply_chat_template(chat, { tokenize: false, add_generation_prompt: true })
    );
    assertEquals({ texts, chats: rendered, eos: tokenizer.eos_token }, expected);
  });
  await t.step("texts survive the round trip", () => {
    for (const text of TEXTS) {
      assertEquals(tokenizer.decode(tokenizer.encode(text, { add_special_tokens: false })), text);
    }
  });
  await trainer.close();
  Deno.removeSync(folder, { recursive: true });
});
