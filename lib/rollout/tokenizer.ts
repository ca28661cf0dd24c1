import { join } from "node:path";
import { z } from "zod";
import type { Message } from "../games/types.ts";
import { rewriteStrips, STRIP_FUNCTIONS } from "./strip_calls.ts";
import { encodeWithSpecials, hideSpecials } from "./tokenizer_specials.ts";

/** How a tokenizer is loaded. */
export interface TokenizerOptions {
  /**
   * Whether prompts leave the model room to think before it answers; no if left out. It is the `enable_thinking` of chat
   * templates: those that know it open the reasoning, or close it again where it is off; others are the same with both.
   */
  readonly thinking?: boolean;
}

/** Turns chats into token ids and token ids into text. */
export interface Tokenizer {
  /**
   * The chat in the model's template, ended by the marker that opens the assistant's turn. What the messages say is text:
   * the name of a special token in it is spelled out, it does not become the token.
   *
   * @param thinking As the tokenizer was loaded if left out; false where what comes next is the answer itself.
   * @throws {TokenizerError} If the model has no chat template, or one that adds no such marker: the model would go on
   *   with the user's turn.
   */
  encodePrompt(messages: readonly Message[], thinking?: boolean): Int32Array;
  /** Text alone: nothing is added, and names of special tokens are spelled out. */
  encodeText(text: string): Int32Array;
  /** Text of tokens, special ones left out but for those around a thought, which are `<think>` and `</think>` for all models. */
  decode(tokens: Int32Array): string;
  /**
   * What prompts have said already of the reply, `<think>` where they leave a thought open and nothing otherwise: a reply
   * is read with it before it.
   */
  readonly replyOpening: string;
  /** Ids of the tokens that end a reply. */
  readonly stopTokens: readonly number[];
  /**
   * The one of them that the chat template ends the assistant's turns with, which is what a model learns to end its replies
   * with; the first of them if it uses none.
   */
  readonly endOfTurn: number;
}

/** A tokenizer that can't be used; the message names the file and what is wrong. */
export class TokenizerError extends Error {
  override readonly name = "TokenizerError";
}

const addedTokenSchema = z.looseObject({ id: z.int(), content: z.string().min(1), special: z.boolean() });

const tokenizerSchema = z.looseObject({
  model: z.looseObject({}),
  added_tokens: z.array(addedTokenSchema).default([]),
});

const configSchema = z.looseObject({ chat_template: z.unknown().optional() });

const generationSchema = z.looseObject({
  eos_token_id: z.union([z.int(), z.array(z.int())]).nullish(),
});

/** A chat whose next word is the assistant's, and one whose last is. */
const OPEN_CHAT: readonly Message[] = [{ role: "user", content: "Bet or pass?" }];
const FINISHED_CHAT: readonly Message[] = [...OPEN_CHAT, { role: "assistant", content: "PASS" }];

/** What opens a thought, and what closes it. */
const THOUGHT = "<think>";
const ANSWER = "</think>";

/** Special tokens around a thought, Gemma 4's and whoever's, in the words of those that aren't special, as in Qwen 3.5. */
const THOUGHT_MARKS: ReadonlyMap<string, string> = new Map([
  [THOUGHT, THOUGHT],
  [ANSWER, ANSWER],
  ["<|channel>", THOUGHT],
  ["<channel|>", ANSWER],
]);

/** The file's text, or `undefined` where there is none. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new TokenizerError(`Cannot read "${path}": it is not JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path: at, message } = parsed.error.issues[0]!;
  throw new TokenizerError(`Cannot read "${path}": ${at.join(".")}: ${message}`);
}

async function readRequired<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const value = await readJson(path, schema);
  if (value === undefined) throw new TokenizerError(`Cannot load a tokenizer: there is no "${path}"`);
  return value;
}

/**
 * Loads the tokenizer of a model folder: tokenizer.json and tokenizer_config.json, with chat_template.jinja and
 * generation_config.json where they are. Nothing is fetched.
 *
 * @example
 * ```ts
 * import { loadTokenizer } from "./tokenizer.ts";
 * const { encodePrompt, decode } = await loadTokenizer("models/tiny");
 * decode(encodePrompt([{ role: "user", content: "Bet or pass?" }]));
 * ```
 *
 * @throws {TokenizerError} If a file is missing or broken, or nothing says which token ends a reply.
 */
export async function loadTokenizer(
  folder: string,
  { thinking: room = false }: TokenizerOptions = {},
): Promise<Tokenizer> {
  const json = await readRequired(join(folder, "tokenizer.json"), tokenizerSchema);
  const config = await readRequired(join(folder, "tokenizer_config.json"), configSchema);
  const template = await readText(join(folder, "chat_template.jinja"));
  if (template !== undefined) config.chat_template = template;
  if (typeof config.chat_template === "string") config.chat_template = rewriteStrips(config.chat_template);
  const generation = await readJson(join(folder, "generation_config.json"), generationSchema);

  // It brings ONNX Runtime along, which is the processor's unless a GPU's has been loaded by now: see `loadCuda`.
  const { PreTrainedTokenizer } = await import("@huggingface/transformers");
  const full = new PreTrainedTokenizer(json, config);
  const specials = json.added_tokens.filter(({ special }) => special);
  const plain = new PreTrainedTokenizer(
    { ...json, added_tokens: json.added_tokens.filter(({ special }) => !special) },
    config,
  );
  const encodePlain = (text: string) => plain.encode(text, { add_special_tokens: false });

  const marks = new Map(specials.flatMap(({ id, content }) => {
    const mark = THOUGHT_MARKS.get(content);
    return mark === undefined ? [] : [[id, mark] as const];
  }));
  const decodePlain = (tokens: Int32Array) =>
    tokens.length === 0
      ? ""
      : full.decode([...tokens], { skip_special_tokens: true, clean_up_tokenization_spaces: false });

  const stop = generation?.eos_token_id ?? full.eos_token_id;
  const stopTokens = (Array.isArray(stop) ? stop : [stop]).filter((token): token is number =>
    typeof token === "number"
  );
  if (stopTokens.length === 0) {
    throw new TokenizerError(
      `Cannot tell which token ends a reply: neither generation_config.json nor tokenizer_config.json in "${folder}" names one`,
    );
  }

  const render = (messages: readonly Message[], marker: boolean, thinking: boolean): string => {
    if (!full.chat_template) {
      throw new TokenizerError(`Cannot write a prompt: the tokenizer in "${folder}" has no chat template`);
    }
    // The template sees whatever else is passed; the library's types don't say so of an object literal.
    const options = {
      tokenize: false,
      add_generation_prompt: marker,
      enable_thinking: thinking,
      ...STRIP_FUNCTIONS,
    } as const;
    return full.apply_chat_template(messages.map((message) => ({ ...message })), options);
  };
  const endOfTurn = (): number => {
    const chat = full.chat_template ? render(FINISHED_CHAT, false, false) : "";
    return encodeWithSpecials(chat, specials, encodePlain).findLast((token) => stopTokens.includes(token)) ??
      stopTokens[0]!;
  };
  return {
    encodePrompt(messages, thinking = room) {
      const { hidden, restore } = hideSpecials(messages, specials);
      const text = render(hidden, true, thinking);
      if (text === render(hidden, false, thinking)) {
        throw new TokenizerError(
          `Cannot write a prompt: the chat template in "${folder}" adds nothing that opens the assistant's turn; ` +
            `it has to obey add_generation_prompt`,
        );
      }
      return Int32Array.from(encodeWithSpecials(text, specials, (segment) => encodePlain(restore(segment))));
    },
    encodeText: (text) => Int32Array.from(encodePlain(text)),
    decode(tokens) {
      let text = "";
      let from = 0;
      tokens.forEach((token, at) => {
        const mark = marks.get(token);
        if (mark === undefined) return;
        text += decodePlain(tokens.subarray(from, at)) + mark;
        from = at + 1;
      });
      return text + decodePlain(tokens.subarray(from));
    },
    replyOpening: full.chat_template && render(OPEN_CHAT, true, room).trimEnd().endsWith(THOUGHT) ? THOUGHT : "",
    stopTokens,
    endOfTurn: endOfTurn(),
  };
}
