"""A byte-level BPE tokenizer trained on given text, in the files that transformers and transformers.js read."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from .errors import InputError, writing

END_OF_TEXT, TURN_START, TURN_END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SPECIAL_TOKENS = [END_OF_TEXT, TURN_START, TURN_END]

# Byte-level BPE starts from an alphabet of 256 bytes.
SMALLEST_VOCABULARY = 256 + len(SPECIAL_TOKENS)

# Words with the space before them, single digits, runs of punctuation, line breaks: how Qwen's tokenizers cut text.
WORDS = (
    r"[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

CHAT_TEMPLATE = (
    "{%- for message in messages %}"
    "{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)


# The words around turns that the chat template adds. As frequent as turns are, each becomes a token of its own.
ROLES = ["system", "user", "assistant"]


def _texts(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                text = json.loads(line)
            except json.JSONDecodeError:
                text = None
            if not isinstance(text, str):
                raise InputError(f'Cannot read "{path}": line {number} is not a JSON string')
            yield text


def _write_json(path: Path, value: Any) -> None:
    aside = path.with_name(path.name + ".partial")
    with writing(path):
        aside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(aside, path)


def train_tokenizer(text_file: str, vocabulary_size: int, folder: str) -> dict[str, Any]:
    """Trains on a JSONL file of strings, the texts of turns, and writes tokenizer.json, tokenizer_config.json and generation_config.json.

    The same text gives the same files. Text too uniform for ``vocabulary_size`` gives a smaller vocabulary; the size
    reached is returned.
    """
    if vocabulary_size < SMALLEST_VOCABULARY:
        raise InputError(
            f"Cannot train a tokenizer of {vocabulary_size} tokens: bytes and special tokens alone are {SMALLEST_VOCABULARY}"
        )
    try:
        texts = list(_texts(text_file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f'Cannot read "{text_file}": {error}') from error
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=SPECIAL_TOKENS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts + ROLES * (len(texts) // len(ROLES)), trainer)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    ids = {token: tokenizer.token_to_id(token) for token in SPECIAL_TOKENS}
    _write_json(target / "tokenizer.json", json.loads(tokenizer.to_str()))
    _write_json(
        target / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "added_tokens_decoder": {
                str(ids[token]): {
                    "content": token,
                    "lstrip": False,
                    "normalized": False,
                    "rstrip": False,
                    "single_word": False,
                    "special": True,
                }
                for token in SPECIAL_TOKENS
            },
            "bos_token": None,
            "eos_token": TURN_END,
            "pad_token": END_OF_TEXT,
            "unk_token": None,
            "clean_up_tokenization_spaces": False,
            "chat_template": CHAT_TEMPLATE,
        },
    )
    _write_json(
        target / "generation_config.json",
        {"eos_token_id": [ids[TURN_END], ids[END_OF_TEXT]], "pad_token_id": ids[END_OF_TEXT], "do_sample": True},
    )
    return {"vocabularySize": tokenizer.get_vocab_size()}
