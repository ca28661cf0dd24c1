import unittest

import tiny
import torch
from gpu.losses import correction, kl
from gpu.losses.policy_loss import policy_loss
from gpu.losses.ratio import LEVELS, decision_log_ratio
from gpu.losses.settings import LOSS_TYPES
from losses import worked

LENGTHS = [3, 1, 4, 2]


def gradient_of(new, reference, old, advantages, mask, of):
    return torch.autograd.grad(policy_loss(new, reference, old, advantages, mask, 2.5, of).loss, new)[0]


class PolicyLoss(unittest.TestCase):
    def test_zero(self):
        """policy_loss() has exactly no gradient with zero advantages and β = 0, whatever else is chosen"""
        new, old, _, _, mask = worked.random_log_probs(LENGTHS, seed=1)
        for loss_type in LOSS_TYPES:
            for level in LEVELS:
                for mode in correction.MODES:
                    of = tiny.loss(loss_type=loss_type, level=level, correction=mode, beta=0.0, cap=1.2)
                    found = gradient_of(new, None, old, torch.zeros(4), mask, of)
                    self.assertEqual(float(found.abs().max()), 0.0, (loss_type, level, mode))

    def test_zero_at_reference(self):
        """policy_loss() has exactly no gradient with zero advantages at the reference, whatever the penalty"""
        new, _, _, _, mask = worked.random_log_probs(LENGTHS, seed=2)
        for kind in kl.KINDS:
            found = gradient_of(new, new.detach(), new.detach(), torch.zeros(4), mask, tiny.loss(kl=kind, beta=0.5))
            self.assertEqual(float(found.abs().max()), 0.0, kind)

    def test_one_sided(self):
        """policy_loss() adds β/(N ℓ) on the tokens of replies that became likelier, for every length"""
        new, old, reference, _, mask = worked.random_log_probs(LENGTHS, seed=13)
        likelier = decision_log_ratio(new.detach(), reference, mask) > 0
        self.assertTrue(0 < int(likelier.sum()) < 4)
        lengths = torch.tensor(LENGTHS).float()
        for loss_type, length in (
            ("decision", torch.ones(4)),
            ("grpo", lengths),
            ("gspo", lengths),
            ("dr_grpo", torch.full((4,), 6.0)),
            ("dapo", torch.full((4,), 2.5)),
            ("cispo", torch.full((4,), 2.5)),
        ):
            of = tiny.loss(loss_type=loss_type, beta=0.3, normalizer=2.0)
            found = gradient_of(new, reference, old, torch.zeros(4), mask, of)
            expected = (0.3 / 2 / length * likelier)[:, None] * mask
            torch.testing.assert_close(found, expected, msg=loss_type)

    def test_k3(self):
        """policy_loss() adds β k3 on each token"""
        new, old, reference, _, mask = worked.random_log_probs(LENGTHS, seed=4)
        found = gradient_of(new, reference, old, torch.zeros(4), mask, tiny.loss(kl="k3", beta=0.3, normalizer=2.0))
        torch.testing.assert_close(found, 0.15 * (1 - (reference - new.detach()).exp()) * mask)

    def test_k1_reward(self):
        """policy_loss() with k1 in the reward is the loss of advantages less β (log π_old − log π_ref)"""
        new, old, reference, advantages, mask = worked.random_log_probs(LENGTHS, seed=5)
        shaped = advantages - 0.3 * ((old - reference) * mask).sum(dim=1)
        for loss_type in LOSS_TYPES:
            of = {"loss_type": loss_type, "epsilon_high": 1.5}
            found = gradient_of(new, reference, old, advantages, mask, tiny.loss(**of, kl="k1-reward", beta=0.3))
            plain = gradient_of(new, None, old, shaped, mask, tiny.loss(**of, beta=0.0))
            torch.testing.assert_close(found, plain, msg=loss_type)

    def test_correction(self):
        """policy_loss() with a correction has the gradient at ratio 1 times the weights, once"""
        new, sampler, _, advantages, mask = worked.random_log_probs(LENGTHS, seed=6)
        for loss_type, level, mode in (
            ("grpo", "token", "token_truncate"),
            ("grpo", "token", "token_mask"),
            ("cispo", "token", "token_truncate"),
            ("decision", "decision", "sequence_truncate"),
            ("decision", "decision", "sequence_mask"),
            ("gspo", "sequence", "sequence_mask"),
        ):
            of = {"loss_type": loss_type, "level": level, "beta": 0.0, "epsilon_high": 1.5}
            weights, capped = correction.correction_weight(mode, new.detach(), sampler, mask, 1.1)
            self.assertTrue(bool(capped.any()))
            on_policy = gradient_of(new, None, new.detach(), advantages, mask, tiny.loss(**of))
            corrected = tiny.loss(**of, correction=mode, cap=1.1)
            found = gradient_of(new, None, sampler, advantages, mask, corrected)
            torch.testing.assert_close(found, weights * on_policy, msg=mode)

    def test_report(self):
        """policy_loss() counts ratios and weights of reply tokens or of replies, and no padding"""
        new, old, reference, advantages, mask = worked.random_log_probs(LENGTHS, seed=7)
        by_token = tiny.loss(loss_type="grpo", level="token", correction="token_mask", cap=1.1)
        found = policy_loss(new, reference, old, advantages, mask, 2.5, by_token)
        self.assertEqual((len(found.clipped), len(found.weights), len(found.capped)), (10, 10, 10))
        found = policy_loss(new, reference, old, advantages, mask, 2.5, tiny.loss(correction="sequence_mask", cap=1.1))
        self.assertEqual((len(found.clipped), len(found.weights), len(found.capped)), (4, 4, 4))
        torch.testing.assert_close(found.to_reference, ((new.detach() - reference) * mask).sum(dim=1))
