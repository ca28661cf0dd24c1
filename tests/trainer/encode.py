"""Prints the tokens of texts, a JSON array, by the tokenizers library: encode.py TOKENIZER_JSON TEXTS."""

import json
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
print(json.dumps([tokenizer.encode(text, add_special_tokens=False).ids for text in json.loads(sys.argv[2])]))
