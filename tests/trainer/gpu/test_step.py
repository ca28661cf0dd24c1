import math
import unittest
from unittest import mock

import tiny
import torch
from gpu import adapter, forward, policy, step
from gpu.errors import InputError
from test_logprobs import by_transformers
from torch.nn import functional


def naive_gradients(current, batch, loss):
    """The loss as the paper writes it: one sequence at a time, whole logits, nothing shared."""
    current.adamw.zero_grad()
    total = torch.zeros(())
    at = 0
    for row in range(batch.sequences.count):
        pair = (batch.sequences.prompt(row).tolist(), batch.sequences.reply(row).tolist())
        new, _ = by_transformers(current.lm, pair, loss.temperature)
        old = batch.sampler_log_probs[at : at + len(new)]
        at += len(new)
        with torch.no_grad(), current.peft.disable_adapter():
            reference, _ = by_transformers(current.lm, pair, loss.temperature)
        ratio = torch.exp(new.sum() - old.sum())
        advantage = batch.advantages[row]
        clipped = torch.clamp(ratio, 1 - loss.epsilon, 1 + loss.epsilon)
        total = total - torch.min(ratio * advantage, clipped * advantage)
        total = total + loss.beta * functional.relu(new.sum() - reference.sum())
    total = total / loss.normalizer
    total.backward()
    found = {name: weight.grad.clone() for name, weight in current.parameters.items()}
    current.adamw.zero_grad()
    return found, total.item()


class Step(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = tiny.model_folder()

    def test_naive(self):
        """accumulate() has the gradient and loss of one sequence at a time, with duplicates, in both layouts"""
        current = tiny.loaded(self.path)
        few_prompts = tiny.random_pairs(18, seed=1, prompts=3)
        many_prompts = tiny.random_pairs(12, seed=2)
        for pairs, forests in (
            (few_prompts + few_prompts[:7], {"qwen3_5_text"}),
            (few_prompts + few_prompts[:7], set()),
            (many_prompts * 2, {"qwen3_5_text"}),
        ):
            with mock.patch.object(forward, "FORESTS", forests):
                batch = tiny.noisy(current, tiny.sequences(*pairs), seed=3)
                found, terms = tiny.gradients(current, batch)
            expected, loss = naive_gradients(current, batch, tiny.LOSS)
            self.assertLess(tiny.relative_difference(found, expected), 1e-4)
            self.assertAlmostEqual(sum(part.loss.loss.item() for part in terms), loss, places=5)
            clipped = sum(int(part.loss.clipped.sum()) for part in terms)
            self.assertTrue(0 < clipped < len(pairs), "the example must have rows on both sides of the clip")

    def test_gemma(self):
        """accumulate() has that gradient for Gemma 4 too, whose logits are capped"""
        layers = ["sliding_attention"] * 3 + ["full_attention", "sliding_attention", "full_attention"]
        path = tiny.model_folder(
            model_type="gemma4_text",
            num_hidden_layers=6,
            layer_types=layers,
            num_kv_shared_layers=2,
            sliding_window=8,
            final_logit_softcapping=2.0,
            vocab_size_per_layer_input=tiny.VOCABULARY,
            hidden_size_per_layer_input=8,
            global_head_dim=16,
        )
        current = tiny.loaded(path, lora=adapter.LoraSettings(4, 8.0, 0.0, "paper"))
        batch = tiny.noisy(current, tiny.sequences(*tiny.random_pairs(12, seed=15, prompts=3)), seed=16)
        found, _ = tiny.gradients(current, batch)
        self.assertLess(tiny.relative_difference(found, naive_gradients(current, batch, tiny.LOSS)[0]), 1e-4)

    def test_micro_batches(self):
        """accumulate() has one gradient whatever the token budget"""
        current = tiny.loaded(self.path)
        tokens = tiny.loss(loss_type="dapo", level="token", kl="k3", correction="token_truncate", cap=1.05)
        for prompts, loss in ((3, tiny.LOSS), (None, tokens)):
            batch = tiny.noisy(current, tiny.sequences(*tiny.random_pairs(20, seed=4, prompts=prompts)), seed=5)
            whole, _ = tiny.gradients(current, batch, loss)
            for budget in (1, 64, 100):
                parts, terms = tiny.gradients(current, batch, loss, budget)
                self.assertGreater(len(terms), 1)
                self.assertLess(tiny.relative_difference(parts, whole), 1e-4)

    def test_zero(self):
        """accumulate() has exactly no gradient with zero advantages and no KL, whatever the loss"""
        current = tiny.loaded(self.path)
        rows = tiny.sequences(*tiny.random_pairs(8, seed=6))
        batch = tiny.noisy(current, rows, seed=7, advantages=torch.zeros(8))
        for loss_type, level in (("decision", "decision"), ("gspo", "sequence"), ("dapo", "token"), ("cispo", "token")):
            found, _ = tiny.gradients(current, batch, tiny.loss(loss_type=loss_type, level=level, beta=0.0))
            self.assertEqual(max(float(value.abs().max()) for value in found.values()), 0.0)

    def test_checkpointing(self):
        """accumulate() has the same gradient with gradient checkpointing"""
        rows = tiny.sequences(*tiny.random_pairs(10, seed=8, prompts=2))
        current = tiny.loaded(self.path)
        batch = tiny.noisy(current, rows, seed=9)
        plain, _ = tiny.gradients(current, batch)
        again, _ = tiny.gradients(tiny.loaded(self.path, gradient_checkpointing=True), batch)
        self.assertLess(tiny.relative_difference(again, plain), 1e-4)

    def test_first_step(self):
        """step() reports ratio exactly 1 and KL exactly 0 for a new adapter that sampled its own replies"""
        for pairs in (tiny.random_pairs(12, seed=10, prompts=3), tiny.random_pairs(12, seed=11)):
            current = tiny.loaded(self.path, moved=False)
            rows = tiny.sequences(*pairs)
            own = policy.log_probs(current, rows, True, 0.8, 200)
            torch.testing.assert_close(own, policy.log_probs(current, rows, False, 0.8, 200), atol=0, rtol=0)
            report = step.step(current, tiny.decisions(rows, torch.randn(12), own), tiny.LOSS, 200, False)
            self.assertEqual(report["ratio"], {"mean": 1.0, "max": 1.0})
            self.assertEqual(report["samplerGap"], {"mean": 0.0, "max": 0.0})
            self.assertEqual((report["kl"], report["logRatioToReference"], report["clipFraction"]), (0.0, 0.0, 0.0))

    def test_bfloat16(self):
        """step() in bfloat16 has ratio exactly 1 at the first step too, and trains the adapter in float32"""
        current = tiny.loaded(self.path, moved=False, precision="bfloat16")
        rows = tiny.sequences(*tiny.random_pairs(12, seed=14, prompts=3))
        own = policy.log_probs(current, rows, True, 0.8, 200)
        report = step.step(current, tiny.decisions(rows, torch.linspace(-1, 1, 12), own), tiny.LOSS, 200, False)
        self.assertEqual(report["ratio"], {"mean": 1.0, "max": 1.0})
        self.assertGreater(report["gradNorm"], 0)
        self.assertEqual({weight.dtype for weight in current.parameters.values()}, {torch.float32})

    def test_report(self):
        """step() reports what terms by hand give, and counts what is shared once in computedTokens"""
        current = tiny.loaded(self.path)
        # Two are equal, and a reply's last token predicts nothing: 1, 2, 3 and 5 go through the model.
        rows = tiny.sequences(([1, 2], [3, 4]), ([1, 2], [3, 4]), ([5], [6]))
        own = policy.log_probs(current, rows, True, 0.8, 10**6)
        reference = policy.log_probs(current, rows, False, 0.8, 10**6)
        shift = torch.tensor([0.1, 0.2, -0.1, 0.0, 0.5])
        batch = tiny.decisions(rows, torch.tensor([1.0, 1.0, -1.0]), own - shift)
        report = step.step(current, batch, tiny.LOSS, 10**6, False)
        ratio = torch.tensor([0.3, -0.1, 0.5]).exp()
        to_reference = own - reference
        to_reference = torch.stack([to_reference[:2].sum(), to_reference[2:4].sum(), to_reference[4]])
        self.assertAlmostEqual(report["ratio"]["mean"], ratio.mean().item(), places=5)
        self.assertAlmostEqual(report["ratio"]["max"], ratio.max().item(), places=5)
        self.assertAlmostEqual(report["samplerGap"]["mean"], 0.9 / 5, places=5)
        self.assertAlmostEqual(report["samplerGap"]["max"], 0.5, places=5)
        self.assertAlmostEqual(report["clipFraction"], 1 / 3, places=6)  # 1.35 with A > 0; 1.65 with A < 0 is not held
        self.assertAlmostEqual(report["kl"], to_reference.clamp(min=0).mean().item(), places=5)
        self.assertAlmostEqual(report["logRatioToReference"], to_reference.mean().item(), places=5)
        surrogate = -(1.2 + ratio[1] - ratio[2])
        loss = (surrogate + 0.1 * to_reference.clamp(min=0).sum()) / 7
        self.assertAlmostEqual(report["loss"], loss.item(), places=5)
        self.assertEqual((report["rows"], report["replyTokens"], report["tokens"], report["computedTokens"]), (3, 5, 10, 4))

    def test_correction(self):
        """step() with a correction reports the ratio to the sampler, clips nothing, and tells what the cap did"""
        current = tiny.loaded(self.path)
        rows = tiny.sequences(([1, 2], [3, 4]), ([5], [6]))
        own = policy.log_probs(current, rows, True, 0.8, 10**6)
        batch = tiny.decisions(rows, torch.tensor([1.0, -1.0]), own - torch.tensor([0.3, 0.2, -0.25]))
        loss = tiny.loss(correction="sequence_truncate", cap=1.5, beta=0.0)
        report = step.step(current, batch, loss, 10**6, False)
        # e^0.5 = 1.65 is held to 1.5 and e^-0.25 = 0.78 stays; each multiplies the term −A at ratio 1
        self.assertAlmostEqual(report["correction"]["meanWeight"], (1.5 + math.exp(-0.25)) / 2, places=5)
        self.assertEqual((report["correction"]["cappedFraction"], report["clipFraction"]), (0.5, 0.0))
        self.assertAlmostEqual(report["ratio"]["max"], math.exp(0.5), places=4)
        self.assertAlmostEqual(report["loss"], (-1.5 + math.exp(-0.25)) / 7, places=5)

    def test_improves(self):
        """step() makes replies with positive advantage likelier and the others less likely"""
        current = tiny.loaded(self.path, moved=False, learning_rate=1e-3)
        rows = tiny.sequences(([1, 2, 3], [4, 5]), ([1, 2, 3], [6, 7]))
        own = policy.log_probs(current, rows, True, 0.8, 10**6)
        step.step(current, tiny.decisions(rows, torch.tensor([1.0, -1.0]), own), tiny.LOSS, 10**6, False)
        after = policy.log_probs(current, rows, True, 0.8, 10**6)
        self.assertGreater(after[:2].sum(), own[:2].sum())
        self.assertLess(after[2:].sum(), own[2:].sum())
        torch.testing.assert_close(policy.log_probs(current, rows, False, 0.8, 10**6), own, atol=0, rtol=0)

    def test_not_finite(self):
        """step() refuses a gradient that is not finite and leaves the policy as it was"""
        current = tiny.loaded(self.path)
        before = {name: weight.detach().clone() for name, weight in current.parameters.items()}
        rows = tiny.sequences(([1, 2], [3]), ([1], [2]))
        batch = tiny.decisions(rows, torch.tensor([-1.0, 1.0]), torch.tensor([-1e6, -1.0]))
        with self.assertRaisesRegex(InputError, "the gradient is not finite"):
            step.step(current, batch, tiny.LOSS, 100, False)
        self.assertEqual(current.steps, 0)
        for name, weight in current.parameters.items():
            torch.testing.assert_close(weight.detach(), before[name], atol=0, rtol=0)

    def test_repeats(self):
        """step() gives the same adapter to the bit from the same seed"""
        results = []
        for _ in range(2):
            current = tiny.loaded(self.path, moved=False)
            batch = tiny.noisy(current, tiny.sequences(*tiny.random_pairs(20, seed=12, prompts=4)), seed=13)
            for _ in range(3):
                step.step(current, batch, tiny.LOSS, 150, False)
            results.append({name: weight.detach().clone() for name, weight in current.parameters.items()})
        for name, value in results[0].items():
            torch.testing.assert_close(value, results[1][name], atol=0, rtol=0)

    def test_targets(self):
        """attach() puts paper's adapter on full attention alone, allLinear's on linear attention too"""
        attention = {f"model.layers.3.self_attn.{name}_proj" for name in "qkvo"}
        linear = {
            f"model.layers.{layer}.linear_attn.{name}"
            for layer in range(3)
            for name in ("in_proj_qkv", "in_proj_z", "in_proj_a", "in_proj_b", "out_proj")
        }
        for targets, expected in (("paper", attention), ("allLinear", attention | linear)):
            current = tiny.loaded(self.path, lora=adapter.LoraSettings(2, 4.0, 0.0, targets))
            self.assertEqual(set(adapter.matched_modules(current.peft)), expected)
