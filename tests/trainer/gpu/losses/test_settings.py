import unittest

from gpu.errors import InputError
from gpu.fields import Fields
from gpu.losses import settings

PAPER = {
    "lossType": "decision",
    "importanceSamplingLevel": "decision",
    "epsilon": 0.2,
    "epsilonHigh": 0.2,
    "beta": 0.1,
    "kl": "one-sided",
    "normalizer": 64,
    "temperature": 0.8,
    "importanceSamplingMode": "none",
}


def read(**changes):
    values = {name: value for name, value in {**PAPER, **changes}.items() if value is not None}
    return settings.read_loss(Fields(values, '"loss"'))


class Settings(unittest.TestCase):
    def test_read(self):
        """read_loss() reads what each loss needs"""
        self.assertEqual((read().loss_type, read().epsilon, read().normalizer), ("decision", 0.2, 64.0))
        self.assertEqual(read(lossType="dr_grpo", maxCompletionLength=32).max_completion_length, 32)
        self.assertEqual(read(lossType="cispo", epsilon=None, epsilonHigh=5).epsilon_high, 5.0)
        self.assertEqual(read(importanceSamplingMode="sequence_mask", importanceSamplingCap=2).cap, 2.0)

    def test_refuses(self):
        """read_loss() refuses unknown names and what is missing"""
        for changes, wanted in (
            ({"lossType": "ppo"}, '"lossType" of "loss": expected one of decision, grpo'),
            ({"importanceSamplingLevel": "reply"}, "expected one of decision, sequence, token"),
            ({"kl": "k1"}, "expected one of one-sided, k3, k1-reward, none"),
            ({"epsilon": None}, '"epsilon"'),
            ({"lossType": "dr_grpo"}, '"maxCompletionLength"'),
            ({"importanceSamplingMode": "token_mask"}, '"importanceSamplingCap"'),
        ):
            with self.assertRaises(InputError) as caught:
                read(**changes)
            self.assertIn(wanted, str(caught.exception))

    def test_needs_reference(self):
        """LossSettings.needs_reference is false without a penalty, or with one that weighs nothing"""
        found = [read(**changes).needs_reference for changes in ({}, {"beta": 0}, {"kl": "none"}, {"kl": "k1-reward"})]
        self.assertEqual(found, [True, False, False, True])
