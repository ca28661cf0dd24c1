import json
import unittest

import tiny
from gpu import tokenizer
from gpu.errors import InputError
from transformers import AutoTokenizer

TEXTS = ["You hold the King and the other player bets.\nCALL", "With 12 chips, I don't fold: naïve café ☕!\n\nPASS"] * 3


def write(texts):
    path = tiny.folder() / "text.jsonl"
    path.write_text("".join(json.dumps(text) + "\n" for text in texts))
    return str(path)


class Tokenizer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tiny.folder()
        cls.size = tokenizer.train_tokenizer(write(TEXTS), 300, str(cls.folder))["vocabularySize"]
        cls.loaded = AutoTokenizer.from_pretrained(cls.folder)

    def test_size(self):
        """train_tokenizer() reaches the size asked for, special tokens first"""
        self.assertEqual(self.size, 300)
        self.assertEqual(self.loaded.convert_tokens_to_ids(tokenizer.SPECIAL_TOKENS), [0, 1, 2])
        self.assertEqual(self.loaded.eos_token, "<|im_end|>")

    def test_round_trip(self):
        """train_tokenizer() gives a tokenizer that returns any text, also one it never saw"""
        for text in [*TEXTS, "漢字 и кириллица 🎲 0123", "  two  spaces\tand a tab\r\n"]:
            self.assertEqual(self.loaded.decode(self.loaded(text)["input_ids"]), text)

    def test_digits(self):
        """train_tokenizer() never joins digits"""
        trained = tiny.folder()
        tokenizer.train_tokenizer(write(["12 12 12 12 12"] * 9), 300, str(trained))
        loaded = AutoTokenizer.from_pretrained(trained)
        self.assertEqual(loaded.tokenize("1212"), ["1", "2", "1", "2"])

    def test_roles(self):
        """train_tokenizer() makes each role of the template one token where text is as repetitive as a game's"""
        trained = tiny.folder()
        tokenizer.train_tokenizer(write(["Your card is K."] * 60), 330, str(trained))
        loaded = AutoTokenizer.from_pretrained(trained)
        for role in ("system", "user", "assistant"):
            self.assertEqual(loaded.tokenize(role), [role])

    def test_template(self):
        """train_tokenizer() writes a ChatML template with a generation prompt and no thinking"""
        chat = [{"role": "system", "content": "Rules"}, {"role": "user", "content": "Go"}]
        expected = "<|im_start|>system\nRules<|im_end|>\n<|im_start|>user\nGo<|im_end|>\n"
        self.assertEqual(self.loaded.apply_chat_template(chat, tokenize=False), expected)
        self.assertEqual(
            self.loaded.apply_chat_template(chat, tokenize=False, add_generation_prompt=True),
            expected + "<|im_start|>assistant\n",
        )

    def test_repeats(self):
        """train_tokenizer() writes the same bytes for the same text"""
        again = tiny.folder()
        tokenizer.train_tokenizer(write(TEXTS), 300, str(again))
        for name in ("tokenizer.json", "tokenizer_config.json", "generation_config.json"):
            self.assertEqual((again / name).read_bytes(), (self.folder / name).read_bytes())

    def test_refuses(self):
        """train_tokenizer() refuses a vocabulary without room for bytes, and a line that is no string"""
        with self.assertRaisesRegex(InputError, "bytes and special tokens alone are 259"):
            tokenizer.train_tokenizer(write(TEXTS), 258, str(tiny.folder()))
        path = write(TEXTS)
        with open(path, "a") as file:
            file.write('{"text": 1}\n')
        with self.assertRaisesRegex(InputError, "line 7 is not a JSON string"):
            tokenizer.train_tokenizer(path, 300, str(tiny.folder()))
