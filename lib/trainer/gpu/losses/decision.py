"""The paper's loss: PPO's clip on one ratio a decision."""

import torch

from .clip import ppo_clip
from .replies import PolicyTerms, Replies
from .settings import LossSettings


def decision(replies: Replies, settings: LossSettings) -> PolicyTerms:
    """−min(ρ·A, clip(ρ, 1 − ε, 1 + ε_high)·A) with ρ = π(reply) / π_old(reply), the whole reply's (the paper's code).

    Divided by the normalizer N alone, |groups|·n·T in the paper. Gradient at ratio 1: −(A/N)·Σ_tokens ∇log π, which makes
    it REINFORCE's unbiased estimate if the advantages are.
    """
    surrogate = ppo_clip(replies, "decision", settings.epsilon, settings.epsilon_high)
    return PolicyTerms(surrogate, torch.ones_like(replies.lengths))
