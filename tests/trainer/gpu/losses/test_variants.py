"""Each variant against its formula: decision.py, grpo.py, dr_grpo.py, dapo.py, gspo.py and cispo.py."""

import math
import unittest

import tiny
import torch
from gpu.losses.policy_loss import VARIANTS, policy_loss
from gpu.losses.settings import LOSS_TYPES
from losses import worked

LEVEL = {**dict.fromkeys(LOSS_TYPES, "token"), "decision": "decision", "gspo": "sequence"}


def settings(loss_type, **changes):
    return tiny.loss(loss_type=loss_type, **{"level": LEVEL[loss_type], **changes})


def by_hand(loss_type):
    terms = VARIANTS[loss_type](worked.replies(), settings(loss_type, **worked.CLIP, max_completion_length=8.0))
    return (terms.surrogate.terms / terms.lengths / worked.CLIP["normalizer"]).sum().item()


def as_written(loss_type, level, new, old, advantages, mask, of):
    """The variants' formulas, a reply and a token at a time."""
    lengths = mask.sum(dim=1)
    total = torch.zeros(())
    for row, advantage in enumerate(advantages):
        size = int(lengths[row])
        differences = [new[row, at] - old[row, at] for at in range(size)]
        decision = torch.exp(sum(differences))
        sequence = torch.exp(sum(differences) / size)
        if loss_type == "cispo":
            weights = {
                "decision": [decision] * size,
                "sequence": [sequence] * size,
                "token": [torch.exp(difference) for difference in differences],
            }[level]
            capped = [weight.detach().clamp(max=of.epsilon_high) for weight in weights]
            terms = [-weight * advantage * new[row, at] for at, weight in enumerate(capped)]
        else:
            ratios = {
                "decision": [decision],
                "sequence": [sequence] * size,
                "token": [torch.exp(difference) for difference in differences],
            }[level]
            terms = [
                -torch.min(ratio * advantage, torch.clamp(ratio, 1 - of.epsilon, 1 + of.epsilon_high) * advantage)
                for ratio in ratios
            ]
        length = {
            "decision": 1,
            "grpo": size,
            "gspo": size,
            "dr_grpo": of.max_completion_length,
            "dapo": lengths.sum() / len(lengths),
            "cispo": lengths.sum() / len(lengths),
        }[loss_type]
        total = total + sum(terms) / length
    return total / of.normalizer


class Variants(unittest.TestCase):
    # The terms of the worked example, by hand: tokens −1.2, −1.5 | 2·0.75 | −0.5·1.1, −0.5·0.9, where 2.0 is held to 1.5
    # and 0.6 to 0.75; N = 4.

    def test_decision(self):
        """decision() by hand: ratios 2.4 held to 1.5, 0.6 held to 0.75, 0.99"""
        self.assertAlmostEqual(by_hand("decision"), (-1.5 + 2 * 0.75 - 0.5 * 0.99) / 4, places=6)  # −0.12375

    def test_grpo(self):
        """grpo() by hand: the mean over each reply's tokens"""
        self.assertAlmostEqual(by_hand("grpo"), ((-1.2 - 1.5) / 2 + 1.5 - (0.55 + 0.45) / 2) / 4, places=6)  # −0.0875

    def test_dr_grpo(self):
        """dr_grpo() by hand: the sum of all tokens over N times the longest reply allowed, 8"""
        self.assertAlmostEqual(by_hand("dr_grpo"), (-2.7 + 1.5 - 1.0) / (4 * 8), places=6)  # −0.06875

    def test_dapo(self):
        """dapo() by hand: the sum of all tokens over N times the mean length, 5/3"""
        self.assertAlmostEqual(by_hand("dapo"), (-2.7 + 1.5 - 1.0) / (4 * 5 / 3), places=6)  # −0.33

    def test_gspo(self):
        """gspo() by hand: √2.4 = 1.549 held to 1.5, 0.6 held to 0.75, √0.99"""
        self.assertAlmostEqual(by_hand("gspo"), (-1.5 + 1.5 - 0.5 * math.sqrt(0.99)) / 4, places=6)  # −0.12437

    def test_cispo(self):
        """cispo() by hand: each ratio, 2.0 held to 1.5, weighs its log-prob"""
        terms = VARIANTS["cispo"](worked.replies(), settings("cispo", epsilon_high=1.5))
        expected = [
            -(1.2 * math.log(0.6) + 1.5 * math.log(0.5)),
            2 * 0.6 * math.log(0.3),
            -0.5 * (1.1 * math.log(0.55) + 0.9 * math.log(0.9)),
        ]
        torch.testing.assert_close(terms.surrogate.terms, torch.tensor(expected))
        torch.testing.assert_close(terms.lengths, torch.full((3,), 5 / 3))

    def test_autograd(self):
        """policy_loss() has the value and gradient of each variant's formula as written, at every level it takes"""
        levels = {**{name: (level,) for name, level in LEVEL.items()}, "cispo": ("decision", "sequence", "token")}
        levels.update(dict.fromkeys(("grpo", "dr_grpo", "dapo"), ("sequence", "token")))
        cases = [(name, level) for name in LOSS_TYPES for level in levels[name]]
        for seed, (loss_type, level) in enumerate(cases, 100):
            new, old, _, advantages, mask = worked.random_log_probs([3, 1, 4, 2, 4, 1, 2, 3], seed, spread=0.8)
            high = 1.1 if loss_type == "cispo" else 0.15
            of = settings(loss_type, level=level, beta=0.0, epsilon=0.1, epsilon_high=high)
            found = policy_loss(new, None, old, advantages, mask, mask.sum().item() / 8, of)
            expected = as_written(loss_type, level, new, old, advantages, mask, of)
            wanted, got = (torch.autograd.grad(value, new)[0] for value in (expected, found.loss))
            torch.testing.assert_close(found.loss, expected, msg=f"{loss_type} {level}")
            torch.testing.assert_close(got, wanted, msg=f"{loss_type} {level}")
            self.assertTrue(0 < int(found.clipped.sum()) < len(found.clipped), f"{loss_type} {level} clips some ratios")

    def test_agree(self):
        """policy_loss() of every variant has one gradient at ratio 1, equal lengths, one divisor and no penalty"""
        _, old, _, advantages, mask = worked.random_log_probs([4] * 6, seed=30)
        # What each divides by besides N is 1, |o| = 4, the longest reply, |o|, the mean |o|, the mean |o|.
        divisor = 24.0
        for loss_type in LOSS_TYPES:
            own = divisor if loss_type == "decision" else divisor / 4
            of = settings(loss_type, beta=0.0, normalizer=own, max_completion_length=4.0, epsilon_high=1.5)
            new = old.clone().requires_grad_()
            policy_loss(new, None, old, advantages, mask, 4.0, of).loss.backward()
            expected = (-advantages / divisor)[:, None].expand(6, 4)
            torch.testing.assert_close(new.grad, expected, msg=loss_type)
