"""Prints what transformers makes of texts and chats with the tokenizer of a model folder: encode.py FOLDER JSON."""

import json
import sys

from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
asked = json.loads(sys.argv[2])
print(
    json.dumps(
        {
            "texts": [tokenizer.encode(text, add_special_tokens=False) for text in asked["texts"]],
            "chats": [
                tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True) for chat in asked["chats"]
            ],
            "eos": tokenizer.eos_token,
        }
    )
)
