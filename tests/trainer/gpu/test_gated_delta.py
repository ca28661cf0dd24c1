import unittest

import torch
from gpu import gated_delta
from transformers.models.qwen3_5 import modeling_qwen3_5


def inputs(length, seed, rows=3, groups=2, heads=4, keys=5, values=6):
    """query, key, value, decay, beta and a state, with gradients."""
    generator = torch.Generator().manual_seed(seed)

    def normal(*shape):
        return torch.randn(*shape, generator=generator)

    parts = [
        normal(rows, length, groups, keys),
        normal(rows, length, groups, keys),
        normal(rows, length, heads, values),
        -normal(rows, length, heads).abs(),
        normal(rows, length, heads).sigmoid(),
        normal(rows, heads, keys, values),
    ]
    return [part.requires_grad_() for part in parts]


def by_definition(query, key, value, decay, beta, state):
    """The recurrence of the module's docstring, a position, row and head at a time."""
    rows, length, heads, _ = value.shape
    shared = heads // key.shape[2]
    outputs = torch.zeros_like(value)
    last = torch.zeros_like(state)
    for row in range(rows):
        for head in range(heads):
            held = state[row, head]
            for at in range(length):
                k, q = (part[row, at, head // shared] for part in (key, query))
                k, q = (part / (part.square().sum() + 1e-6).sqrt() for part in (k, q))
                held = decay[row, at, head].exp() * held
                held = held + torch.outer(k, beta[row, at, head] * (value[row, at, head] - held.T @ k))
                outputs[row, at, head] = held.T @ q / len(q) ** 0.5
            last[row, head] = held
    return outputs, last


class GatedDelta(unittest.TestCase):
    def agrees(self, parts, expected, found, tolerance):
        for left, right in zip(found, expected, strict=True):
            torch.testing.assert_close(left, right, atol=tolerance, rtol=tolerance)
        weights = [torch.randn(part.shape, generator=torch.Generator().manual_seed(1)) for part in expected]
        gradients = [
            torch.autograd.grad([(part * weight).sum() for part, weight in zip(of, weights)], parts)
            for of in (found, expected)
        ]
        for left, right in zip(*gradients, strict=True):
            torch.testing.assert_close(left, right, atol=tolerance, rtol=tolerance)

    def test_definition(self):
        """gated_delta_rule() has the values and gradients of the recurrence, within 1e-5"""
        for length in (1, 7):
            parts = inputs(length, seed=length)
            with torch.no_grad():
                expected = by_definition(*parts)
                found = gated_delta.gated_delta_rule(*parts, keep_state=True)
            for left, right in zip(found, expected, strict=True):
                torch.testing.assert_close(left, right, atol=1e-5, rtol=1e-5)

    def test_transformers(self):
        """gated_delta_rule() has the values and gradients of transformers' rule, over several chunks"""
        for length in (3, 64, 65, 150):
            parts = inputs(length, seed=length)
            query, key, value, decay, beta, state = parts
            expected = modeling_qwen3_5.torch_chunk_gated_delta_rule(
                query, key, value, decay, beta, initial_state=state, output_final_state=True, use_qk_l2norm_in_kernel=True
            )
            found = gated_delta.gated_delta_rule(query, key, value, decay, beta, state, keep_state=True)
            self.agrees(parts, expected, found, 2e-5)

    def test_by_kernels(self):
        """by_kernels() hands over what the rule's function takes: the values and gradients are the same"""
        for length in (3, 70):
            parts = inputs(length, seed=length)
            expected = gated_delta.gated_delta_rule(*parts, keep_state=True)
            self.agrees(parts, expected, gated_delta.by_kernels(*parts, keep_state=True), 2e-5)
            self.assertIsNone(gated_delta.by_kernels(*parts, keep_state=False)[1])

    def test_no_state(self):
        """gated_delta_rule() without a state is with a state of zeros"""
        query, key, value, decay, beta, state = inputs(70, seed=1)
        zero = torch.zeros_like(state)
        expected = gated_delta.gated_delta_rule(query, key, value, decay, beta, zero, keep_state=True)
        found = gated_delta.gated_delta_rule(query, key, value, decay, beta, None, keep_state=True)
        self.agrees([query, key, value, decay, beta], expected, found, 1e-6)
        self.assertIsNone(gated_delta.gated_delta_rule(query, key, value, decay, beta, None, keep_state=False)[1])

    def test_ended(self):
        """gated_delta_rule() leaves the state as it was at positions with decay 0 and beta 0"""
        query, key, value, decay, beta, state = inputs(20, seed=2)
        _, expected = gated_delta.gated_delta_rule(
            *(part[:, :12] for part in (query, key, value, decay, beta)), state, keep_state=True
        )
        live = (torch.arange(20) < 12)[None, :, None]
        _, found = gated_delta.gated_delta_rule(query, key, value, decay * live, beta * live, state, keep_state=True)
        torch.testing.assert_close(found, expected, atol=1e-6, rtol=1e-6)
