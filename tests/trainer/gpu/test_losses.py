import math
import unittest

import torch
from gpu import losses


class Losses(unittest.TestCase):
    def test_log_ratio(self):
        """decision_log_ratio() sums the token differences and skips padding"""
        new = torch.tensor([[-1.0, -2.0, 9.0], [-0.5, -0.5, -0.5]])
        old = torch.tensor([[-1.5, -1.0, 5.0], [-1.0, -0.25, -0.5]])
        mask = torch.tensor([[True, True, False], [True, True, True]])
        # by hand: (0.5 - 1) and (0.5 - 0.25 + 0)
        self.assertEqual(losses.decision_log_ratio(new, old, mask).tolist(), [-0.5, 0.25])

    def test_surrogate_by_hand(self):
        """clipped_surrogate() is -min(ratio A, clip(ratio) A) in each of its cases"""
        ratio = torch.tensor([1.0, 1.5, 0.5, 1.5, 0.5, 1.1])
        advantages = torch.tensor([2.0, 2.0, 2.0, -2.0, -2.0, -1.0])
        # A > 0: a ratio above 1.2 is held there, one below is not; A < 0: one below 0.8 is held there, one above is not
        expected = [-2.0, -2.4, -1.0, 3.0, 1.6, 1.1]
        torch.testing.assert_close(losses.clipped_surrogate(ratio, advantages, 0.2), torch.tensor(expected))

    def test_surrogate_gradient(self):
        """clipped_surrogate() has the gradient -A ratio inside the clip and none outside, by the log-ratio"""
        log_ratio = torch.tensor([0.0, 0.1, 0.5, -0.5, 0.5, -0.5], requires_grad=True)
        advantages = torch.tensor([1.0, -1.0, 1.0, 1.0, -1.0, -1.0])
        losses.clipped_surrogate(log_ratio.exp(), advantages, 0.2).sum().backward()
        expected = [-1.0, math.exp(0.1), 0.0, -math.exp(-0.5), math.exp(0.5), 0.0]
        torch.testing.assert_close(log_ratio.grad, torch.tensor(expected))

    def test_is_clipped(self):
        """is_clipped() is true exactly where the gradient vanishes"""
        log_ratio = torch.linspace(-1, 1, 41).repeat(2)
        advantages = torch.cat([torch.ones(41), -torch.ones(41)])
        inner = log_ratio.clone().requires_grad_()
        losses.clipped_surrogate(inner.exp(), advantages, 0.2).sum().backward()
        self.assertEqual(losses.is_clipped(log_ratio.exp(), advantages, 0.2).tolist(), (inner.grad == 0).tolist())

    def test_one_sided(self):
        """one_sided_kl() charges only what became likelier, and pushes nowhere at the reference itself"""
        log_ratio = torch.tensor([-0.5, 0.0, 0.75], requires_grad=True)
        terms = losses.one_sided_kl(log_ratio)
        terms.sum().backward()
        self.assertEqual(terms.tolist(), [0.0, 0.0, 0.75])
        self.assertEqual(log_ratio.grad.tolist(), [0.0, 0.0, 1.0])
