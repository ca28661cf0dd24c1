import math
import unittest

import torch
from gpu import optimizer


class Optimizer(unittest.TestCase):
    def test_schedule(self):
        """learning_rate_factor() rises over the warm-up, then stays or follows half a cosine"""
        cosine = [optimizer.learning_rate_factor(step, 10, 0.2, "cosine") for step in range(10)]
        constant = [optimizer.learning_rate_factor(step, 10, 0.2, "constant") for step in range(10)]
        self.assertEqual(cosine[:3], [0.5, 1.0, 1.0])
        self.assertAlmostEqual(cosine[6], 0.5)
        self.assertAlmostEqual(cosine[9], 0.5 * (1 + math.cos(math.pi * 7 / 8)))
        self.assertEqual(constant, [0.5] + [1.0] * 9)

    def test_first_step(self):
        """adamw() moves by the learning rate against the gradient's sign and decays matrices alone"""
        matrix = torch.nn.Parameter(torch.ones(2, 2))
        vector = torch.nn.Parameter(torch.ones(2))
        adam = optimizer.adamw([matrix, vector], 0.1, 0.5)
        matrix.grad, vector.grad = torch.full((2, 2), 3.0), torch.full((2,), -3.0)
        adam.step()
        # At the first step Adam's m/√v is the gradient's sign; the decay is lr·λ·w on top.
        torch.testing.assert_close(matrix.detach(), torch.full((2, 2), 1 - 0.1 - 0.05))
        torch.testing.assert_close(vector.detach(), torch.full((2,), 1 + 0.1))
