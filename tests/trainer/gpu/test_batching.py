import unittest

import tiny
from gpu import batching
from gpu.prefix_forest import Forest


def micro_batches(rows, limit, as_forests):
    return list(batching.micro_batches(rows, list(range(rows.count)), limit, as_forests, tiny.CPU))


def cells(batch):
    return batch.inputs.cells if isinstance(batch.inputs, Forest) else batch.inputs.numel()


class Batching(unittest.TestCase):
    def test_covers(self):
        """micro_batches() places every row once, in both layouts"""
        rows = tiny.sequences(*tiny.random_pairs(40, seed=1, prompts=5))
        for as_forests in (False, True):
            for budget in (1, 60, 10**6):
                found = micro_batches(rows, batching.Limit(tokens=budget), as_forests)
                self.assertEqual(sorted(row for batch in found for row in batch.rows), list(range(40)))

    def test_budget(self):
        """micro_batches() gives no more tokens than the budget unless a single row has more"""
        for rows in (tiny.random_pairs(40, seed=2, prompts=5), tiny.random_pairs(30, seed=4)):
            for as_forests in (False, True):
                for budget in (1, 40, 100, 300):
                    for batch in micro_batches(tiny.sequences(*rows), batching.Limit(tokens=budget), as_forests):
                        self.assertTrue(cells(batch) <= budget or len(batch.rows) == 1, (budget, cells(batch)))

    def test_rows(self):
        """micro_batches() holds micro-batches to the rows that the limit allows"""
        rows = tiny.sequences(*tiny.random_pairs(11, seed=3, prompts=2))
        for as_forests in (False, True):
            found = micro_batches(rows, batching.Limit(rows=4), as_forests)
            self.assertEqual([len(batch.rows) for batch in found], [4, 4, 3])

    def test_plain(self):
        """micro_batches() of whole sequences points at the position before each reply token"""
        rows = tiny.sequences(([5, 6], [7, 8, 9]), ([5, 6], [4]))
        (plain,) = micro_batches(rows, batching.Limit(), False)
        self.assertEqual(plain.inputs.tolist(), [[5, 6, 7, 8], [5, 6, 0, 0]])
        self.assertEqual(plain.positions.tolist(), [1, 2, 3, 5])
        self.assertEqual(plain.targets.tolist(), [7, 8, 9, 4])
        self.assertEqual(plain.reply_lengths.tolist(), [3, 1])

    def test_long_row(self):
        """plan_plain() gives a row that exceeds the budget a micro-batch of its own"""
        rows = tiny.sequences(([1] * 50, [2]), ([1], [2]), ([3], [2]))
        self.assertEqual(batching.plan_plain(rows, [0, 1, 2], batching.Limit(tokens=4)), [[0], [1, 2]])
