import unittest

import torch
from gpu.losses import ratio

NEW = torch.tensor([[-1.0, -2.0, 9.0], [-0.5, -0.5, -0.5]])
OLD = torch.tensor([[-1.5, -1.0, 5.0], [-1.0, -0.25, -0.5]])
MASK = torch.tensor([[True, True, False], [True, True, True]])


class Ratio(unittest.TestCase):
    def test_decision(self):
        """decision_log_ratio() sums the token differences and skips padding"""
        # by hand: (0.5 - 1) and (0.5 - 0.25 + 0)
        self.assertEqual(ratio.decision_log_ratio(NEW, OLD, MASK).tolist(), [-0.5, 0.25])

    def test_sequence(self):
        """sequence_log_ratio() is the mean of the token differences"""
        torch.testing.assert_close(ratio.sequence_log_ratio(NEW, OLD, MASK), torch.tensor([-0.25, 0.25 / 3]))

    def test_token(self):
        """token_log_ratio() keeps each difference and is 0 on padding"""
        self.assertEqual(ratio.token_log_ratio(NEW, OLD, MASK).tolist(), [[0.5, -1.0, 0.0], [0.5, -0.25, 0.0]])

    def test_one_gradient(self):
        """tokens_per_ratio() gives the three levels one gradient at ratio 1: 1 on each reply token"""
        for level in ratio.LEVELS:
            log_probs = OLD.clone().requires_grad_()
            ratios = ratio.log_ratio(level, log_probs, OLD, MASK).exp()
            (ratios * ratio.tokens_per_ratio(level, MASK, OLD.dtype)).sum().backward()
            torch.testing.assert_close(log_probs.grad, MASK.float(), msg=level)
