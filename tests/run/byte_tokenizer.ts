/** A tokenizer whose tokens are bytes, for tests that need a model folder and no Python. */

/** Ids of the special tokens. */
export const END_OF_TEXT = 0, TURN_START = 1, TURN_END = 2;

/** The id of a byte. */
export const idOf = (byte: number): number => 3 + byte;

const SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] as const;

const CHAT_TEMPLATE =
  "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

/** The printable character that stands for each byte in byte-level vocabularies, as GPT-2 has it. */
function byteCharacters(): string[] {
  const printable = (byte: number) =>
    byte >= 0x21 && byte <= 0x7e || byte >= 0xa1 && byte <= 0xac || byte >= 0xae && byte <= 0xff;
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}

/** Writes the tokenizer's files into a folder. */
export function writeByteTokenizer(folder: string): void {
  const write = (name: string, value: unknown) => Deno.writeTextFileSync(`${folder}/${name}`, JSON.stringify(value));
  const words = [...SPECIALS, ...byteCharacters()];
  write("tokenizer.json", {
    version: "1.0",
    added_tokens: SPECIALS.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
    post_processor: null,
    decoder: { type: "ByteLevel" },
    model: { type: "BPE", vocab: Object.fromEntries(words.map((word, id) => [word, id])), merges: [] },
  });
  write("tokenizer_config.json", {
    tokenizer_class: "PreTrainedTokenizerFast",
    chat_template: CHAT_TEMPLATE,
    eos_token: SPECIALS[TURN_END],
    clean_up_tokenization_spaces: false,
  });
  write("generation_config.json", { eos_token_id: [TURN_END, END_OF_TEXT] });
}
