import unittest

import tiny
import torch
from gpu import batching, logprobs, model
from torch.nn import functional


def by_transformers(lm, pair, temperature):
    """Log-probs and entropies of one reply from the whole sequence's logits, as transformers gives them."""
    prompt, reply = pair
    logits = lm(input_ids=torch.tensor([prompt + reply])).logits[0, len(prompt) - 1 : -1].float() / temperature
    distribution = functional.log_softmax(logits, dim=-1)
    entropies = -(distribution.exp() * distribution).sum(dim=-1)
    return distribution.gather(1, torch.tensor(reply)[:, None]).squeeze(1), entropies


class LogProbs(unittest.TestCase):
    def setUp(self):
        self.lm = model.load_model(str(tiny.model_folder()), torch.float32, tiny.CPU)

    def layouts(self, pairs):
        """The micro-batch of all pairs in each layout."""
        rows = tiny.sequences(*pairs)
        for as_forest in (False, True):
            yield from batching.micro_batches(rows, list(range(rows.count)), batching.Limit(), as_forest, tiny.CPU)

    def test_values(self):
        """reply_log_probs() agrees with transformers' logits of each sequence alone, within 1e-5, in both layouts"""
        shared = [([7, 8, 9] * 30, [1, 2, 3]), ([7, 8, 9] * 30, [4]), ([9, 8, 7] * 30, [5, 6])]
        for pairs in (tiny.random_pairs(6, seed=1), shared, [([1, 2], [3]), ([1, 2], [4])], [([1, 2], [3, 4])]):
            for batch in self.layouts(pairs):
                with torch.no_grad():
                    found, entropies = logprobs.reply_log_probs(self.lm, batch, 0.8)
                    expected = [by_transformers(self.lm, pair, 0.8) for pair in pairs]
                in_order = [expected[row] for row in batch.rows]
                wanted, wanted_entropies = (torch.cat(parts) for parts in zip(*in_order, strict=True))
                torch.testing.assert_close(found, wanted, atol=1e-5, rtol=0)
                torch.testing.assert_close(entropies, wanted_entropies, atol=1e-5, rtol=0)

    def test_chunks(self):
        """reply_log_probs() gives the same values and gradients in chunks of any size"""
        batch, _ = self.layouts(tiny.random_pairs(6, seed=2))
        weights = torch.randn(len(batch.targets), generator=torch.Generator().manual_seed(1))
        results = []
        for elements in (1, 5 * tiny.VOCABULARY, 10**9):
            self.lm.zero_grad()
            values, _ = logprobs.reply_log_probs(self.lm, batch, 0.8, chunk_elements=elements)
            (values * weights).sum().backward()
            results.append((values.detach(), {name: p.grad.clone() for name, p in self.lm.named_parameters()}))
        for values, grads in results[:2]:
            torch.testing.assert_close(values, results[2][0], atol=1e-6, rtol=0)
            self.assertLess(tiny.relative_difference(grads, results[2][1]), 1e-5)

    def test_checkpointing(self):
        """reply_log_probs() keeps less with gradient checkpointing and has the same gradient, in both layouts"""
        batches = list(self.layouts(tiny.random_pairs(6, seed=3, prompts=2)))
        results = []
        for checkpointing in (False, True):
            if checkpointing:
                model.enable_gradient_checkpointing(self.lm)
            for batch in batches:
                self.lm.zero_grad()
                kept = []
                with torch.autograd.graph.saved_tensors_hooks(lambda x: kept.append(x.numel()) or x, lambda x: x):
                    loss = logprobs.reply_log_probs(self.lm, batch, 1.0)[0].sum()
                loss.backward()
                gradient = {name: p.grad.clone() for name, p in self.lm.named_parameters()}
                results.append((sum(kept), gradient))
        for (kept, gradient), (kept_less, same) in zip(results[:2], results[2:], strict=True):
            self.assertLess(kept_less, kept / 4)
            self.assertLess(tiny.relative_difference(same, gradient), 1e-6)
