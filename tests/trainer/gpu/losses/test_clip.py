import math
import unittest

import torch
from gpu.losses import clip
from losses import worked


class Clip(unittest.TestCase):
    def test_surrogate_by_hand(self):
        """clipped_surrogate() is -min(ratio A, clip(ratio) A) in each of its cases"""
        ratio = torch.tensor([1.0, 1.5, 0.5, 1.5, 0.5, 1.1])
        advantages = torch.tensor([2.0, 2.0, 2.0, -2.0, -2.0, -1.0])
        # A > 0: a ratio above 1.2 is held there, one below is not; A < 0: one below 0.8 is held there, one above is not
        expected = [-2.0, -2.4, -1.0, 3.0, 1.6, 1.1]
        torch.testing.assert_close(clip.clipped_surrogate(ratio, advantages, 0.2, 0.2), torch.tensor(expected))

    def test_asymmetric(self):
        """clipped_surrogate() holds rising ratios by epsilon_high and falling ones by epsilon"""
        found = clip.clipped_surrogate(torch.tensor([1.5, 1.5, 0.5]), torch.tensor([1.0, -1.0, -1.0]), 0.2, 0.28)
        torch.testing.assert_close(found, torch.tensor([-1.28, 1.5, 0.8]))

    def test_surrogate_gradient(self):
        """clipped_surrogate() has the gradient -A ratio inside the clip and none outside, by the log-ratio"""
        log_ratio = torch.tensor([0.0, 0.1, 0.5, -0.5, 0.5, -0.5], requires_grad=True)
        advantages = torch.tensor([1.0, -1.0, 1.0, 1.0, -1.0, -1.0])
        clip.clipped_surrogate(log_ratio.exp(), advantages, 0.2, 0.2).sum().backward()
        expected = [-1.0, math.exp(0.1), 0.0, -math.exp(-0.5), math.exp(0.5), 0.0]
        torch.testing.assert_close(log_ratio.grad, torch.tensor(expected))

    def test_is_clipped(self):
        """is_clipped() is true exactly where the gradient vanishes"""
        log_ratio = torch.linspace(-1, 1, 41).repeat(2)
        advantages = torch.cat([torch.ones(41), -torch.ones(41)])
        inner = log_ratio.clone().requires_grad_()
        clip.clipped_surrogate(inner.exp(), advantages, 0.2, 0.3).sum().backward()
        self.assertEqual(clip.is_clipped(log_ratio.exp(), advantages, 0.2, 0.3).tolist(), (inner.grad == 0).tolist())

    def test_counts(self):
        """ppo_clip() and capped_weight() count one ratio a token or one a reply"""
        # above 1.5 with A > 0, or below 0.75 with A < 0: 2.0 and 0.6 of the tokens, 2.4 and 0.6 of the decisions
        for level, expected in (("token", [False, True, True, False, False]), ("decision", [True, True, False])):
            self.assertEqual(clip.ppo_clip(worked.replies(), level, 0.25, 0.5).clipped.tolist(), expected)
        # above 1.5 alone
        for level, expected in (("token", [False, True, False, False, False]), ("decision", [True, False, False])):
            self.assertEqual(clip.capped_weight(worked.replies(), level, 1.5).clipped.tolist(), expected)

    def test_weights(self):
        """ppo_clip() and capped_weight() multiply each term by its weight"""
        weights = torch.tensor([[0.5, 2.0], [3.0, 7.0], [1.0, 0.0]])
        found = clip.ppo_clip(worked.replies(weights), "token", 0.25, 0.5).terms
        # −(0.5·1.2 + 2·1.5), 3·2·0.75 and −0.5·1.1; the 7 is on padding
        torch.testing.assert_close(found, torch.tensor([-3.6, 4.5, -0.55]))
        found = clip.capped_weight(worked.replies(weights), "token", 1.5).terms
        # −(0.5·1.2·ln 0.6 + 2·1.5·ln 0.5), 3·2·0.6·ln 0.3 and −0.5·1.1·ln 0.55
        logs = [-(0.6 * math.log(0.6) + 3 * math.log(0.5)), 3.6 * math.log(0.3), -0.55 * math.log(0.55)]
        torch.testing.assert_close(found, torch.tensor(logs))
