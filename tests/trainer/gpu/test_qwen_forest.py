import unittest
from unittest import mock

import tiny
import torch
from gpu import adapter, model, prefix_forest, qwen_forest

# Weights that don't amplify rounding: transformers' own chunk size moves its values by as much as these differ.
WEIGHTS = {"initializer_range": 0.05}

STEM = [7, 8, 9] * 30
LONG = [([*STEM, 5, 6], [1, 2, 3]), ([*STEM, 5, 6], [4]), ([*STEM, 3], [5] * 70), ([3, 2, 1] * 25, [5, 6])]

ROWS = tiny.random_pairs(12, seed=2, prompts=3)

PAIRS = (
    tiny.random_pairs(8, seed=1),
    ROWS,
    # Many replies to one prompt, one to each of the others.
    [*((ROWS[0][0], reply) for _, reply in ROWS), *ROWS[1:3]],
    LONG,
    [([5], [6]), ([5, 6], [7, 8]), ([9], [1, 2, 3])],
)


def states(lm, pairs):
    """What the replies' tokens are predicted from, [n, H], by the forest and by transformers, in one order of rows."""
    rows = tiny.sequences(*pairs)
    branches = prefix_forest.branches(rows, list(range(rows.count)))
    forest, predictors = prefix_forest.build(rows, branches)
    found = qwen_forest.hidden_states(lm, forest)[predictors]
    expected = [
        lm.base_model(input_ids=rows.row(row)[None], use_cache=False).last_hidden_state[0, rows.prompt_lengths[row] - 1 : -1]
        for branch in branches
        for row in branch.rows
    ]
    return found, torch.cat(expected)


class QwenForest(unittest.TestCase):
    def agrees(self, lm, pairs):
        """Values within 1e-5, and the gradients of all that trains within 1e-5 of their norm."""
        found, expected = states(lm, pairs)
        torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-5)
        weights = torch.randn(expected.shape, generator=torch.Generator().manual_seed(1))
        gradients = []
        for of in (found, expected):
            lm.zero_grad()
            (of * weights).sum().backward()
            gradients.append({name: weight.grad for name, weight in lm.named_parameters() if weight.grad is not None})
        self.assertEqual(set(gradients[0]), set(gradients[1]))
        self.assertLess(tiny.relative_difference(*gradients), 1e-5)

    def test_transformers(self):
        """hidden_states() has the values and gradients of transformers on each sequence alone"""
        lm = model.load_model(str(tiny.model_folder(**WEIGHTS)), torch.float32, tiny.CPU)
        for pairs in PAIRS:
            self.agrees(lm, pairs)

    def test_heads(self):
        """hidden_states() follows other shapes: keys and values of one head each, and a longer convolution"""
        path = tiny.model_folder(
            **WEIGHTS, linear_num_key_heads=4, linear_key_head_dim=6, linear_conv_kernel_dim=6, num_key_value_heads=2
        )
        self.agrees(model.load_model(str(path), torch.float32, tiny.CPU), LONG)

    def test_families(self):
        """hidden_states() has transformers' values and gradients where attention is by families of rows, as on a GPU"""
        path = tiny.model_folder(**WEIGHTS, num_attention_heads=4, num_key_value_heads=2)
        lm = model.load_model(str(path), torch.float32, tiny.CPU)
        by_family = mock.Mock(side_effect=qwen_forest._attend_by_family)
        with mock.patch.object(qwen_forest, "_attend_by_row", by_family):
            for pairs in PAIRS:
                self.agrees(lm, pairs)
        by_family.assert_called()

    def test_adapter(self):
        """hidden_states() goes through an adapter's layers"""
        lm = tiny.loaded(tiny.model_folder(**WEIGHTS), lora=adapter.LoraSettings(4, 8.0, 0.0, "allLinear")).lm
        self.agrees(lm, LONG)
