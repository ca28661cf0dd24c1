"""CISPO (MiniMax-M1, Chen et al. 2025)."""

import torch

from .clip import capped_weight
from .replies import PolicyTerms, Replies
from .settings import LossSettings


def cispo(replies: Replies, settings: LossSettings) -> PolicyTerms:
    """Σ_tokens −min(ρ_t, ε_high)·A·log π, the weight detached, over the mean reply length of the batch; TRL's "cispo".

    There is no lower bound, as in its paper's experiments, and ε_high is the cap itself, as in TRL (ScaleRL takes 5).
    Divided by N times the batch's mean |o|; with N the number of replies, by all reply tokens of the batch. Gradient at
    ratio 1: −A/(N·mean|o|)·Σ_tokens ∇log π, as DAPO's.
    """
    surrogate = capped_weight(replies, settings.level, settings.epsilon_high)
    return PolicyTerms(surrogate, torch.full_like(replies.lengths, replies.mean_length))
