"""A worked example, small enough for arithmetic by hand, and random replies for comparisons."""

import torch
from gpu.losses.replies import Replies

# Three replies of 2, 1 and 2 tokens: the policy's probabilities, the old policy's, and the advantages.
#   ratios of tokens     1.2, 2.0     0.6     1.1, 0.9
#   of decisions         2.4          0.6     0.99
#   of sequences         √2.4         0.6     √0.99
NEW = ((0.6, 0.5), (0.3,), (0.55, 0.9))
OLD = ((0.5, 0.25), (0.5,), (0.5, 1.0))
ADVANTAGES = (1.0, -2.0, 0.5)

# With these, 2.0 and 2.4 are held to 1.5, and 0.6 to 0.75 as its advantage is negative.
CLIP = {"epsilon": 0.25, "epsilon_high": 0.5, "normalizer": 4.0, "beta": 0.0}


def padded(rows):
    """[R, T] logs of the numbers, 0 on padding, and the mask."""
    width = max(len(row) for row in rows)
    values = torch.zeros(len(rows), width)
    mask = torch.zeros(len(rows), width, dtype=torch.bool)
    for at, row in enumerate(rows):
        values[at, : len(row)] = torch.tensor(row).log()
        mask[at, : len(row)] = True
    return values, mask


def replies(weights=None):
    """The example."""
    log_probs, mask = padded(NEW)
    old, _ = padded(OLD)
    weights = torch.ones(len(mask), 1) if weights is None else weights
    return Replies(log_probs.requires_grad_(), old, torch.tensor(ADVANTAGES), weights, mask, mean_length=5 / 3)


def random_log_probs(lengths, seed, spread=0.4):
    """log π with gradient, log π_old, log π_ref [R, T], advantages [R] and the mask [R, T]."""
    generator = torch.Generator().manual_seed(seed)
    mask = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
    old = -2 * torch.rand(mask.shape, generator=generator) * mask
    new, reference = ((old + spread * torch.randn(mask.shape, generator=generator)) * mask for _ in range(2))
    return new.requires_grad_(), old, reference, torch.randn(len(lengths), generator=generator), mask
