import unittest

import tiny
from gpu import prefix_forest


def built(*pairs):
    rows = tiny.sequences(*pairs)
    return prefix_forest.build(rows, prefix_forest.branches(rows, list(range(rows.count))))


class PrefixForest(unittest.TestCase):
    def test_branches(self):
        """branches() gathers prompts that begin alike under one stem, a lone prompt under all of itself but a token"""
        rows = tiny.sequences(
            ([1, 2, 3, 4], [9]), ([7, 8, 9], [9]), ([1, 2, 3, 4], [9, 9]), ([1, 2, 3, 5, 6], [9]), ([1, 9, 9, 9], [9])
        )
        found = [(of.prompt.tolist(), of.stem.tolist(), of.rows) for of in prefix_forest.branches(rows, [0, 1, 2, 3, 4])]
        expected = [
            ([1, 2, 3, 5, 6], [1, 2, 3], [3]),
            ([1, 2, 3, 4], [1, 2, 3], [2, 0]),
            ([1, 9, 9, 9], [1, 9, 9], [4]),
            ([7, 8, 9], [7, 8], [1]),
        ]
        self.assertEqual(sorted(found), sorted(expected))

    def test_prefix(self):
        """branches() leaves a prompt a token of its own where it is the beginning of another"""
        rows = tiny.sequences(([1, 2, 3], [9]), ([1, 2, 3, 4, 5], [9]))
        self.assertEqual([of.stem.tolist() for of in prefix_forest.branches(rows, [0, 1])], [[1, 2], [1, 2]])

    def test_build(self):
        """build() lays each shared token down once, and says what leads to each row"""
        # The stem [5, 6]; the rests [7, 8] and [3]; the replies [1] and nothing to [5, 6, 7, 8], and [4] to [5, 6, 3].
        forest, predictors = built(([5, 6, 7, 8], [1, 2]), ([5, 6, 7, 8], [2]), ([5, 6, 3], [4, 2]))
        self.assertEqual(forest.input_ids.tolist(), [5, 6, 7, 8, 3, 1, 4])
        self.assertEqual(forest.depths.tolist(), [0, 1, 2, 3, 2, 4, 3])
        stems, rests, replies = forest.levels
        self.assertEqual((stems.parent, stems.cells.tolist(), stems.past.tolist()), (None, [[0, 1]], [[]]))
        self.assertEqual((rests.parent.tolist(), rests.cells.tolist()), ([0, 0], [[2, 3], [4, 7]]))
        # Both rests are of the one stem; the replies, by rest, are two and one. 3 stands for no row.
        self.assertIsNone(stems.families)
        self.assertEqual((rests.families.rows.tolist(), rests.families.places.tolist()), ([[0, 1]], [0, 1]))
        self.assertEqual((replies.families.rows.tolist(), replies.families.places.tolist()), ([[0, 1], [2, 3]], [0, 1, 2]))
        self.assertEqual(rests.past.tolist(), [[0, 1], [0, 1]])
        self.assertEqual((replies.parent.tolist(), replies.cells.tolist()), ([0, 0, 1], [[5], [7], [6]]))
        self.assertEqual(replies.past.tolist(), [[0, 1, 2, 3], [0, 1, 2, 3], [7, 0, 1, 4]])
        # cells joined: 0 1 | 2 3 4 . | 5 . 6
        self.assertEqual((forest.places.tolist(), forest.cells), ([0, 1, 2, 3, 4, 6, 8], 9))
        # the prompt's last token and then the reply's, but for its own last
        self.assertEqual(predictors.tolist(), [3, 5, 3, 4, 6])

    def test_families(self):
        """build() splits the rows of a parent with more than its share, so that few places are without a row"""
        prompts = [[at, 1, 2, 3] for at in range(4)]
        pairs = [(prompts[0], [9, at]) for at in range(20)] + [(prompt, [9, 9]) for prompt in prompts[1:]]
        level = built(*pairs)[0].levels[-1]
        rows = level.families.rows
        self.assertEqual(tuple(rows.shape), (7, 6))  # 23 rows of 4 parents: families of 6, 4 of them of one parent
        self.assertEqual(sorted(rows.flatten().tolist()), [*range(23), *[23] * 19])
        self.assertEqual(rows.flatten()[level.families.places].tolist(), list(range(23)))
        for family in rows.tolist():
            self.assertEqual(len({level.parent[row].item() for row in family if row < 23}), 1)

    def test_empty_levels(self):
        """build() leaves out levels without a token: prompts of one token have no stem, replies of one no input"""
        forest, predictors = built(([5], [1]), ([6], [2]))
        self.assertEqual((len(forest.levels), forest.levels[0].parent, forest.input_ids.tolist()), (1, None, [5, 6]))
        self.assertEqual(predictors.tolist(), [0, 1])
