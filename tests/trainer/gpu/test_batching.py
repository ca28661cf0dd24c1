import unittest

import tiny
import torch
from gpu import batching


def plans(rows, limit):
    every = list(range(rows.count))
    return batching.plan_plain(rows, every, limit), batching.plan_shared(rows, every, limit)


class Batching(unittest.TestCase):
    def test_covers(self):
        """plan_plain() and plan_shared() place every row once"""
        rows = tiny.sequences(*tiny.random_pairs(40, seed=1, prompts=5))
        for budget in (1, 60, 10**6):
            for plan in plans(rows, batching.Limit(tokens=budget)):
                self.assertEqual(sorted(row for micro in plan.micro_batches for row in micro), list(range(40)))

    def test_budget(self):
        """build() gives no more tokens than the budget unless a single row has more"""
        rows = tiny.sequences(*tiny.random_pairs(40, seed=2, prompts=5))
        for budget in (1, 40, 100, 300):
            for plan in plans(rows, batching.Limit(tokens=budget)):
                for micro in plan.micro_batches:
                    built = batching.build(rows, micro, plan.shares_prompts, tiny.CPU)
                    tokens = built.input_ids.numel() + (0 if built.prompt_ids is None else built.prompt_ids.numel())
                    self.assertTrue(tokens <= budget or len(micro) == 1, (budget, tokens, micro))

    def test_rows(self):
        """plan() holds micro-batches to the rows that the limit allows"""
        rows = tiny.sequences(*tiny.random_pairs(11, seed=3, prompts=2))
        for plan in plans(rows, batching.Limit(rows=4)):
            self.assertLessEqual(max(len(micro) for micro in plan.micro_batches), 4)

    def test_choice(self):
        """plan() shares prompts where many replies follow few, and not where all prompts differ"""
        limit = batching.Limit(tokens=4096)
        few = tiny.sequences(*[([1] * 80, [2, reply % 40, 3]) for reply in range(100)])
        many = tiny.sequences(*[([1 + row % 40] * (20 + row), [2, 3, 4]) for row in range(100)])
        self.assertTrue(batching.plan(few, list(range(100)), limit, may_share=True).shares_prompts)
        self.assertFalse(batching.plan(few, list(range(100)), limit, may_share=False).shares_prompts)
        self.assertFalse(batching.plan(many, list(range(100)), limit, may_share=True).shares_prompts)

    def test_build(self):
        """build() points at the position before each reply token, in both layouts"""
        rows = tiny.sequences(([5, 6], [7, 8, 9]), ([5, 6], [4]))
        plain = batching.build(rows, [0, 1], False, tiny.CPU)
        self.assertEqual(plain.input_ids.tolist(), [[5, 6, 7, 8], [5, 6, 0, 0]])
        self.assertEqual(plain.positions.tolist(), [1, 2, 3, 5])
        self.assertEqual(plain.targets.tolist(), [7, 8, 9, 4])
        shared = batching.build(rows, [0, 1], True, tiny.CPU)
        self.assertEqual(shared.prompt_ids.tolist(), [[5, 6]])
        self.assertEqual(shared.prompt_of_row.tolist(), [0, 0])
        self.assertEqual(shared.input_ids.tolist(), [[7, 8], [0, 0]])
        self.assertEqual(shared.positions.tolist(), [0, 1, 2, 3])
        self.assertEqual(shared.reply_lengths.tolist(), [3, 1])

    def test_long_row(self):
        """plan_plain() gives a row that exceeds the budget a micro-batch of its own"""
        rows = tiny.sequences(([1] * 50, [2]), ([1], [2]), ([3], [2]))
        self.assertEqual(batching.plan_plain(rows, [0, 1, 2], batching.Limit(tokens=4)).micro_batches, [[0], [1, 2]])
