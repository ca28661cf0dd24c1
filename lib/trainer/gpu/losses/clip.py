"""How ratios are clipped: PPO's pessimistic minimum, or a cap on the weight of a log-prob."""

import torch
from torch import Tensor

from .ratio import log_ratio, tokens_per_ratio
from .replies import Replies, Surrogate


def clipped_surrogate(ratio: Tensor, advantages: Tensor, epsilon: float, epsilon_high: float) -> Tensor:
    """−min(ρ·A, clip(ρ, 1 − ε, 1 + ε_high)·A), PPO's clipped objective (Schulman et al. 2017, eq. 7) as a loss.

    Its gradient at ratio 1 is −A·∇log ρ. ratio and advantages broadcast; returns their shape.
    """
    return -torch.minimum(ratio * advantages, ratio.clamp(1 - epsilon, 1 + epsilon_high) * advantages)


def is_clipped(ratio: Tensor, advantages: Tensor, epsilon: float, epsilon_high: float) -> Tensor:
    """Whether the clip is what :func:`clipped_surrogate` took, so that the term has no gradient. Returns bool."""
    return ((ratio > 1 + epsilon_high) & (advantages > 0)) | ((ratio < 1 - epsilon) & (advantages < 0))


def ppo_clip(replies: Replies, level: str, epsilon: float, epsilon_high: float) -> Surrogate:
    """Σ over the reply's ratios of :func:`clipped_surrogate`, each weighted by the correction.

    Gradient at ratio 1 and weight 1: −A·Σ_tokens ∇log π, at every level.
    """
    ratio = log_ratio(level, replies.log_probs, replies.old, replies.mask).exp()
    advantages = replies.advantages[:, None]
    counts = tokens_per_ratio(level, replies.mask, ratio.dtype)
    terms = clipped_surrogate(ratio, advantages, epsilon, epsilon_high) * replies.weights * counts
    clipped = is_clipped(ratio.detach(), advantages, epsilon, epsilon_high)
    return Surrogate(terms.sum(dim=1), clipped[counts > 0])


def capped_weight(replies: Replies, level: str, cap: float) -> Surrogate:
    """Σ_tokens −min(ρ, cap)·A·log π with no gradient through the weight, each weighted by the correction.

    REINFORCE with a truncated importance weight (Ionides 2008): no token loses its gradient, however far its ratio went.
    Gradient at ratio 1 and weight 1: −A·Σ_tokens ∇log π, at every level. Its value is of no use: its gradient is.
    """
    ratio = log_ratio(level, replies.log_probs.detach(), replies.old, replies.mask).exp()
    weights = ratio.clamp(max=cap) * replies.weights
    terms = -weights * replies.advantages[:, None] * replies.log_probs * replies.mask
    counts = tokens_per_ratio(level, replies.mask, ratio.dtype)
    return Surrogate(terms.sum(dim=1), (ratio > cap)[counts > 0])
