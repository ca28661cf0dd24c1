import unittest

import torch
from gpu.losses import correction
from losses import worked

# π_trainer and π_sampler: ratios of tokens 1.2, 2.0 | 0.6 | 1.1, 0.9, of replies 2.4 | 0.6 | 0.99
TRAINER, MASK = worked.padded(worked.NEW)
SAMPLER, _ = worked.padded(worked.OLD)


class Correction(unittest.TestCase):
    def weights(self, mode, cap=1.5):
        return correction.correction_weight(mode, TRAINER, SAMPLER, MASK, cap)

    def test_by_hand(self):
        """correction_weight() truncates or masks above C = 1.5, by token or by reply"""
        expected = {
            "none": [[1.0], [1.0], [1.0]],
            "token_truncate": [[1.2, 1.5], [0.6, 1.0], [1.1, 0.9]],
            "token_mask": [[1.2, 0.0], [0.6, 1.0], [1.1, 0.9]],
            "sequence_truncate": [[1.5], [0.6], [0.99]],
            "sequence_mask": [[0.0], [0.6], [0.99]],
        }
        self.assertEqual(set(expected), set(correction.MODES))
        for mode, values in expected.items():
            torch.testing.assert_close(self.weights(mode)[0], torch.tensor(values), msg=mode)

    def test_capped(self):
        """correction_weight() tells where the cap acted"""
        self.assertEqual(self.weights("token_truncate")[1].tolist(), [[False, True], [False, False], [False, False]])
        self.assertEqual(self.weights("sequence_mask")[1].tolist(), [[True], [False], [False]])
        self.assertFalse(bool(self.weights("none")[1].any()))

    def test_overflow(self):
        """correction_weight() stays finite where the ratio does not"""
        far = SAMPLER - 200 * MASK
        for mode in correction.MODES[1:]:
            weights, capped = correction.correction_weight(mode, TRAINER, far, MASK, 2.0)
            expected = 0.0 if mode.endswith("mask") else 2.0
            self.assertEqual(weights[capped].unique().tolist(), [expected])
            self.assertTrue(bool(torch.isfinite(weights).all()))
