import unittest

import tiny
import torch
from gpu import adapter, model, sft
from gpu.errors import InputError
from safetensors.torch import save_file
from test_logprobs import by_transformers


def write(pairs):
    rows = tiny.sequences(*pairs)
    path = str(tiny.folder() / "examples.safetensors")
    save_file(
        {"tokens": rows.tokens.int(), "offsets": rows.offsets, "promptLengths": rows.prompt_lengths.int()}, path
    )
    return path


def settings(path, folder, **changes):
    values = {
        "model": str(path),
        "folder": str(folder),
        "lora": None,
        "learning_rate": 5e-3,
        "schedule": "cosine",
        "warmup": 0.05,
        "epochs": 4,
        "batch_size": 4,
        "accumulation": 2,
        "max_length": 64,
        "max_grad_norm": 1.0,
        "weight_decay": 0.0,
        "precision": "float32",
        "gradient_checkpointing": False,
        "seed": 5,
    }
    return sft.Settings(**{**values, **changes})


LORA = adapter.LoraSettings(rank=4, alpha=8.0, dropout=0.0, targets="allLinear")


class Sft(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = tiny.model_folder()
        cls.pairs = tiny.random_pairs(20, seed=1, prompts=4)

    def tune(self, pairs=None, valid=None, **changes):
        folder = tiny.folder() / "tuned"
        progress = []
        valid_path = None if valid is None else write(valid)
        result = sft.fine_tune(
            settings(self.path, folder, **changes), write(pairs or self.pairs), valid_path, tiny.CPU, progress.append
        )
        return folder, result, progress

    def naive_loss(self, lm, pairs):
        """Mean −log p over the replies' tokens, one sequence at a time."""
        with torch.no_grad():
            return -torch.cat([by_transformers(lm, pair, 1.0)[0] for pair in pairs]).mean().item()

    def test_lowers(self):
        """fine_tune() of all weights and of an adapter lowers the loss, and writes the model that has it"""
        base = model.load_model(str(self.path), torch.float32, tiny.CPU)
        before = self.naive_loss(base, self.pairs)
        for lora in (None, LORA):
            folder, result, progress = self.tune(valid=self.pairs, lora=lora)
            self.assertLess(result["validLoss"], before - 0.3)
            self.assertEqual([step["step"] for step in progress], list(range(1, 13)))
            tuned = model.load_model(str(folder), torch.float32, tiny.CPU)
            self.assertAlmostEqual(self.naive_loss(tuned, self.pairs), result["validLoss"], places=4)

    def test_loss(self):
        """fine_tune() reports the mean over reply tokens of the step's examples before it moves"""
        base = model.load_model(str(self.path), torch.float32, tiny.CPU)
        _, result, progress = self.tune(epochs=1, batch_size=20, accumulation=1)
        self.assertAlmostEqual(progress[0]["loss"], self.naive_loss(base, self.pairs), places=5)
        self.assertEqual(result["trainLoss"], progress[0]["loss"])
        self.assertEqual(result["tokens"], sum(len(prompt) + len(reply) for prompt, reply in self.pairs))

    def test_accumulation(self):
        """fine_tune() takes the same steps whether a batch is split for memory or not, duplicates included"""
        weights = []
        for batch_size, accumulation in ((8, 1), (2, 4), (1, 8)):
            folder, _, _ = self.tune(self.pairs + self.pairs[:9], batch_size=batch_size, accumulation=accumulation, epochs=1)
            tuned = model.load_model(str(folder), torch.float32, tiny.CPU)
            weights.append({name: value.detach() for name, value in tuned.named_parameters()})
        # AdamW divides by the gradient's size: where there is hardly any gradient, it makes steps of rounding.
        for other in weights[1:]:
            self.assertLess(tiny.relative_difference(other, weights[0]), 5e-4)

    def test_repeats(self):
        """fine_tune() writes the same bytes from the same seed, with dropout too"""
        for lora in (None, adapter.LoraSettings(4, 8.0, 0.2, "paper")):
            weights = [(self.tune(lora=lora, epochs=1)[0] / "model.safetensors").read_bytes() for _ in range(2)]
            self.assertEqual(weights[0], weights[1])

    def test_too_long(self):
        """fine_tune() leaves out examples longer than maxLength, counts them, and refuses if none is left"""
        long = ([1] * 70, [2, 3])
        _, result, _ = self.tune([*self.pairs, long], epochs=1)
        self.assertEqual(result["leftOut"], 1)
        with self.assertRaisesRegex(InputError, "each of its 1 examples exceeds 64 tokens"):
            self.tune([long])

    def test_tokenizer(self):
        """fine_tune() copies the tokenizer's files and replaces a folder that was there"""
        (self.path / "tokenizer.json").write_text('{"a": 1}')
        folder, _, _ = self.tune(epochs=1)
        (folder / "stale").write_text("")
        sft.fine_tune(settings(self.path, folder, epochs=1), write(self.pairs), None, tiny.CPU, lambda _: None)
        self.assertEqual((folder / "tokenizer.json").read_text(), '{"a": 1}')
        self.assertFalse((folder / "stale").exists())
        self.assertEqual([path.name for path in folder.parent.iterdir()], ["tuned"])

    def test_bfloat16(self):
        """fine_tune() in bfloat16 learns, and writes bfloat16 weights"""
        folder, result, progress = self.tune(precision="bfloat16", lora=LORA, learning_rate=2e-2)
        self.assertLess(progress[-1]["loss"], progress[0]["loss"])
        self.assertEqual(model.load_model(str(folder), torch.bfloat16, tiny.CPU).dtype, torch.bfloat16)
