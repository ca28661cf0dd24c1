import unittest

import tiny
import torch
from gpu import data
from gpu.errors import InputError
from safetensors.torch import save_file


def write(**tensors):
    path = str(tiny.folder() / "data.safetensors")
    good = {
        "tokens": torch.tensor([1, 2, 3, 4, 5], dtype=torch.int32),
        "offsets": torch.tensor([0, 2, 5]),
        "promptLengths": torch.tensor([1, 2], dtype=torch.int32),
    }
    save_file({**good, **tensors}, path)
    return path


def read(path, vocabulary=10):
    return data.sequences_of(data.read_tensors(path, data.SEQUENCE_TENSORS), vocabulary, path)


class Data(unittest.TestCase):
    def test_read(self):
        """sequences_of() gives the prompts and replies that were written"""
        found = read(write())
        self.assertEqual([found.prompt(row).tolist() for row in range(2)], [[1], [3, 4]])
        self.assertEqual([found.reply(row).tolist() for row in range(2)], [[2], [5]])

    def test_refuses(self):
        """sequences_of() refuses what would read past a sequence, each in a sentence that names the fault"""
        cases = [
            ({"promptLengths": torch.tensor([1, 3], dtype=torch.int32)}, "sequence 1 has a prompt of 3 tokens and 3 in all"),
            ({"promptLengths": torch.tensor([0, 2], dtype=torch.int32)}, "sequence 0 has a prompt of 0 tokens"),
            ({"promptLengths": torch.tensor([1], dtype=torch.int32)}, "3 offsets for 1 prompt lengths"),
            ({"offsets": torch.tensor([0, 2, 6])}, "its offsets do not rise from 0 to its 5 tokens"),
            ({"offsets": torch.tensor([0, 2, 5], dtype=torch.int32)}, '"offsets" is torch.int32 [3], not a flat torch.int64'),
            ({"tokens": torch.tensor([1, 2, 3, 4, 10], dtype=torch.int32)}, "token 10 is outside the vocabulary of 10"),
            ({"tokens": torch.tensor([1, -2, 3, 4, 5], dtype=torch.int32)}, "token -2 is outside the vocabulary of 10"),
        ]
        for tensors, wanted in cases:
            with self.subTest(wanted), self.assertRaises(InputError) as caught:
                read(write(**tensors))
            self.assertIn(wanted, str(caught.exception))

    def test_missing(self):
        """read_tensors() names a tensor that is missing and a file that is none"""
        path = str(tiny.folder() / "data.safetensors")
        save_file({"tokens": torch.zeros(1, dtype=torch.int32)}, path)
        with self.assertRaisesRegex(InputError, 'it has no tensor "offsets"'):
            data.read_tensors(path, data.SEQUENCE_TENSORS)
        with self.assertRaisesRegex(InputError, "nowhere"):
            data.read_tensors("/nowhere", data.SEQUENCE_TENSORS)

    def test_deduplicate(self):
        """deduplicate() tells sequences apart by where the reply begins, too"""
        rows = tiny.sequences(([1, 2], [3]), ([1], [2, 3]), ([1, 2], [3]), ([1, 2], [4]))
        found = data.deduplicate(rows, [0, 1, 2, 3])
        self.assertEqual(found.first, [0, 1, 3])
        self.assertEqual(found.index.tolist(), [0, 1, 0, 2])

    def test_to_rows(self):
        """to_rows() lays flat values out by row and carries their gradient back"""
        flat = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
        laid = data.to_rows(flat, torch.tensor([1, 3]))
        self.assertEqual(laid.tolist(), [[1.0, 0.0, 0.0], [2.0, 3.0, 4.0]])
        (laid * torch.tensor([[5.0, 6.0, 7.0], [8.0, 9.0, 10.0]])).sum().backward()
        self.assertEqual(flat.grad.tolist(), [5.0, 8.0, 9.0, 10.0])
