import math
import unittest

import torch
from gpu.losses import kl
from losses import worked


def policies(seed):
    """Logits of a policy over five replies, with gradient, and the reference's log-probs, in float64."""
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(5, generator=generator, dtype=torch.float64, requires_grad=True)
    return logits, torch.randn(5, generator=generator, dtype=torch.float64).log_softmax(dim=0)


def gradient(value, logits):
    return torch.autograd.grad(value, logits)[0]


class Kl(unittest.TestCase):
    def expected_gradient(self, penalty, seed):
        """E_{y ~ π}[∇ penalty(y)] by enumeration; ``penalty`` takes log π and log π_ref [5, 1] of one-token replies."""
        logits, reference = policies(seed)
        log_probs = logits.log_softmax(dim=0)
        values = penalty(log_probs[:, None], reference[:, None])
        return gradient((log_probs.detach().exp() * values).sum(), logits)

    def agrees(self, penalty, divergence):
        for seed in range(4):
            logits, reference = policies(seed)
            expected = gradient(divergence(logits.log_softmax(dim=0), reference), logits)
            torch.testing.assert_close(self.expected_gradient(penalty, seed), expected)

    def test_one_sided(self):
        """one_sided_kl() charges only what became likelier, and pushes nowhere at the reference itself"""
        log_ratio = torch.tensor([-0.5, 0.0, 0.75], requires_grad=True)
        terms = kl.one_sided_kl(log_ratio)
        terms.sum().backward()
        self.assertEqual(terms.tolist(), [0.0, 0.0, 0.75])
        self.assertEqual(log_ratio.grad.tolist(), [0.0, 0.0, 1.0])

    def test_one_sided_expected(self):
        """one_sided_kl() has on average the gradient of the total variation distance, by enumeration"""
        self.agrees(
            lambda new, reference: kl.one_sided_kl((new - reference).squeeze(1)),
            lambda new, reference: (new.exp() - reference.exp()).abs().sum() / 2,
        )

    def test_k3_by_hand(self):
        """k3() sums exp(-d) + d - 1 over the tokens"""
        new, mask = worked.padded(worked.NEW)
        reference, _ = worked.padded(worked.OLD)
        # e^-d = π_ref/π: 1/1.2, 1/2 | 1/0.6 | 1/1.1, 1/0.9
        expected = [
            (1 / 1.2 + math.log(1.2) - 1) + (1 / 2 + math.log(2) - 1),
            1 / 0.6 + math.log(0.6) - 1,
            (1 / 1.1 + math.log(1.1) - 1) + (1 / 0.9 + math.log(0.9) - 1),
        ]
        torch.testing.assert_close(kl.k3(new, reference, mask), torch.tensor(expected))

    def test_k3_gradient(self):
        """k3() has the gradient 1 - π_ref/π by each log-prob, and none on padding"""
        new, mask = worked.padded(worked.NEW)
        reference, _ = worked.padded(worked.OLD)
        new.requires_grad_()
        kl.k3(new, reference, mask).sum().backward()
        expected = [[1 - 1 / 1.2, 0.5], [1 - 1 / 0.6, 0.0], [1 - 1 / 1.1, 1 - 1 / 0.9]]
        torch.testing.assert_close(new.grad, torch.tensor(expected))

    def test_k3_expected(self):
        """k3() has on average the gradient of KL(π_ref ‖ π), by enumeration"""
        self.agrees(
            lambda new, reference: kl.k3(new, reference, torch.ones(5, 1, dtype=torch.bool)),
            lambda new, reference: (reference.exp() * (reference - new)).sum(),
        )

    def test_k1_reward_by_hand(self):
        """k1_reward() is −β d of the whole reply, a number without gradient"""
        old, mask = worked.padded(worked.NEW)
        reference, _ = worked.padded(worked.OLD)
        found = kl.k1_reward(old.requires_grad_(), reference, mask, 0.5)
        torch.testing.assert_close(found, -0.5 * torch.tensor([math.log(2.4), math.log(0.6), math.log(0.99)]))
        self.assertFalse(found.requires_grad)

    def test_k1_reward_expected(self):
        """k1_reward() through a surrogate at ratio 1 has on average the gradient of β KL(π ‖ π_ref), by enumeration"""
        mask = torch.ones(5, 1, dtype=torch.bool)
        self.agrees(
            lambda new, reference: -kl.k1_reward(new, reference, mask, 0.3) * (new - new.detach()).exp().squeeze(1),
            lambda new, reference: 0.3 * (new.exp() * (new - reference)).sum(),
        )

    def test_k1_loss_expected(self):
        """log π − log π_ref as a loss has no gradient on average, by enumeration, though each sample has one"""
        for seed in range(4):
            found = self.expected_gradient(lambda new, reference: (new - reference).squeeze(1), seed)
            self.assertLess(float(found.abs().max()), 1e-15)
        logits, _ = policies(0)
        self.assertGreater(float(gradient(logits.log_softmax(dim=0)[0], logits).abs().max()), 0.1)
