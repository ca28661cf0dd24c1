import unittest

import tiny
import torch
from gpu import gradient, parts, policy, step


class Parts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = tiny.model_folder()

    def setUp(self):
        self.current = tiny.loaded(self.path)

    def by_part(self, batch, settings=tiny.LOSS, budget=10**6):
        self.current.adamw.zero_grad()
        terms, computed, found = parts.accumulate_by_part(self.current, batch, settings, budget)
        return tiny.taken(self.current), terms, computed, found

    def test_sum(self):
        """accumulate_by_part() gives the whole batch's gradient and loss, with decisions that parts share"""
        pairs = tiny.random_pairs(12, seed=1, prompts=3)
        rows = tiny.sequences(*pairs, *pairs[:6])
        labels = [5] * 7 + [0] * 5 + [9] * 6
        batch = tiny.noisy(self.current, rows, seed=2, parts=labels)
        # Of each part its prompts once, and of each distinct decision the reply without its last token.
        expected_tokens = 0
        for label in set(labels):
            own = {(tuple(p), tuple(r)) for (p, r), at in zip([*pairs, *pairs[:6]], labels, strict=True) if at == label}
            expected_tokens += sum(len(prompt) for prompt in {prompt for prompt, _ in own})
            expected_tokens += sum(len(reply) - 1 for _, reply in own)
        token = {"level": "token", "correction": "token_truncate", "cap": 1.1}
        for settings in (tiny.LOSS, tiny.loss(loss_type="dapo", kl="k3", **token)):
            whole, terms = tiny.gradients(self.current, batch, settings)
            summed, by_part, computed, found = self.by_part(batch, settings)
            self.assertLess(tiny.relative_difference(summed, whole), 1e-5)
            losses = [sum(part.loss.loss.item() for part in of) for of in (terms, by_part)]
            self.assertAlmostEqual(losses[0], losses[1], places=5)
            self.assertEqual(found.labels, [0, 5, 9])
            self.assertEqual(computed, expected_tokens)

    def test_each(self):
        """accumulate_by_part() gives each part the gradient of its rows alone, whatever the token budget"""
        rows = tiny.sequences(*tiny.random_pairs(9, seed=3, prompts=3))
        batch = tiny.noisy(self.current, rows, seed=4, parts=[0, 1, 2] * 3)
        names = list(self.current.parameters)
        for budget in (40, 10**6):
            _, _, _, found = self.by_part(batch, budget=budget)
            for label in range(3):
                gradient.accumulate(self.current, batch, [label, label + 3, label + 6], tiny.LOSS, 10**6)
                expected = tiny.taken(self.current)
                of_part = dict(zip(names, found.gradients[label], strict=True))
                self.assertLess(tiny.relative_difference(of_part, expected), 1e-4)

    def test_cosines(self):
        """report_of() has 1 for a part with itself, −1 for opposite advantages and null for a part that is zero"""
        pairs = tiny.random_pairs(4, seed=5)
        rows = tiny.sequences(*pairs, *pairs, *pairs)
        own = policy.log_probs(self.current, rows, True, 0.8, 10**6)
        advantages = torch.tensor([1.0, -2.0, 0.5, 1.5])
        batch = tiny.decisions(
            rows, torch.cat([advantages, -2 * advantages, torch.zeros(4)]), own, [0] * 4 + [1] * 4 + [2] * 4
        )
        _, _, _, found = self.by_part(batch, tiny.loss(beta=0.0))
        report = parts.report_of(found)
        self.assertEqual(report["labels"], [0, 1, 2])
        for row, column, expected in ((0, 0, 1.0), (1, 1, 1.0), (0, 1, -1.0), (1, 0, -1.0)):
            self.assertAlmostEqual(report["cosines"][row][column], expected, places=6)
        self.assertAlmostEqual(report["norms"][1] / report["norms"][0], 2.0, places=5)
        self.assertEqual(report["norms"][2], 0.0)
        self.assertEqual([report["cosines"][2][0], report["cosines"][0][2], report["cosines"][2][2]], [None] * 3)

    def test_by_hand(self):
        """report_of() has norms and cosines over all parameters together"""
        left, right = [torch.tensor([3.0]), torch.tensor([[4.0]])], [torch.tensor([1.0]), torch.zeros(1, 1)]
        report = parts.report_of(parts.PartGradients([3, 4], [left, right]))
        self.assertEqual(report["norms"], [5.0, 1.0])
        self.assertAlmostEqual(report["cosines"][0][1], 0.6)

    def test_step(self):
        """step() moves the policy alike whether parts are measured or not, and reports norms before the clip"""
        rows = tiny.sequences(*tiny.random_pairs(8, seed=6, prompts=2))
        batch = tiny.noisy(self.current, rows, seed=7, parts=[0] * 8)
        reports, weights = [], []
        for measure in (False, True):
            current = tiny.loaded(self.path, max_grad_norm=1e-3)
            reports.append(step.step(current, batch, tiny.LOSS, 200, measure))
            weights.append({name: weight.detach() for name, weight in current.parameters.items()})
        self.assertIsNone(reports[0]["parts"])
        self.assertAlmostEqual(reports[1]["parts"]["norms"][0], reports[1]["gradNorm"], places=5)
        self.assertGreater(reports[1]["gradNorm"], 1e-2)
        self.assertLess(tiny.relative_difference(weights[1], weights[0]), 1e-5)
