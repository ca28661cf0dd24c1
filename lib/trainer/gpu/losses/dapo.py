"""DAPO (Yu et al. 2025, eq. 8)."""

import torch

from .clip import ppo_clip
from .replies import PolicyTerms, Replies
from .settings import LossSettings


def dapo(replies: Replies, settings: LossSettings) -> PolicyTerms:
    """Σ_tokens −min(ρ_t·A, clip(ρ_t, 1 − ε, 1 + ε_high)·A) over the mean reply length of the whole batch; TRL's "dapo".

    ε_high above ε, 0.28 to 0.2 in its paper, leaves unlikely tokens room to rise. Divided by N times the batch's mean |o|;
    with N the number of replies, by all reply tokens of the batch. Gradient at ratio 1: −A/(N·mean|o|)·Σ_tokens ∇log π,
    every token of the batch alike.
    """
    surrogate = ppo_clip(replies, settings.level, settings.epsilon, settings.epsilon_high)
    return PolicyTerms(surrogate, torch.full_like(replies.lengths, replies.mean_length))
