import unittest

import tiny
import torch
from gpu import batch
from gpu.errors import InputError
from safetensors.torch import save_file


def write(**tensors):
    path = str(tiny.folder() / "batch.safetensors")
    good = {
        "tokens": torch.tensor([1, 2, 3, 4, 5], dtype=torch.int32),
        "offsets": torch.tensor([0, 2, 5]),
        "promptLengths": torch.tensor([1, 1], dtype=torch.int32),
        "advantages": torch.tensor([1.0, -1.0]),
        "samplerLogProbs": torch.tensor([-1.0, -2.0, -3.0]),
        "parts": torch.tensor([7, 0], dtype=torch.int32),
    }
    save_file({**good, **tensors}, path)
    return path


class Batch(unittest.TestCase):
    def test_read(self):
        """read_batch() gives what was written"""
        found = batch.read_batch(write(), 10)
        self.assertEqual((found.advantages.tolist(), found.parts.tolist(), found.mean_length), ([1.0, -1.0], [7, 0], 1.5))

    def test_refuses(self):
        """read_batch() refuses a length that doesn't fit, a number that isn't finite and too many parts"""
        many = 2 * batch.MOST_PARTS
        rows = {
            "tokens": torch.ones(2 * many, dtype=torch.int32),
            "offsets": torch.arange(many + 1) * 2,
            "promptLengths": torch.ones(many, dtype=torch.int32),
            "advantages": torch.zeros(many),
            "samplerLogProbs": torch.zeros(many),
            "parts": torch.arange(many, dtype=torch.int32),
        }
        cases = [
            ({"advantages": torch.tensor([1.0])}, '"advantages" has 1 values, not 2'),
            ({"samplerLogProbs": torch.tensor([-1.0, -2.0])}, '"samplerLogProbs" has 2 values, not 3'),
            ({"parts": torch.zeros(3, dtype=torch.int32)}, '"parts" has 3 values, not 2'),
            ({"advantages": torch.tensor([1.0, float("nan")])}, '"advantages" holds a value that is not finite'),
            (rows, "its rows belong to 128 parts, at most 64 can be told apart"),
        ]
        for tensors, wanted in cases:
            with self.subTest(wanted), self.assertRaises(InputError) as caught:
                batch.read_batch(write(**tensors), 10)
            self.assertIn(wanted, str(caught.exception))
