"""Dr. GRPO (Liu et al. 2025, "Understanding R1-Zero-like training")."""

import torch

from .clip import ppo_clip
from .replies import PolicyTerms, Replies
from .settings import LossSettings


def dr_grpo(replies: Replies, settings: LossSettings) -> PolicyTerms:
    """(1/L) Σ_tokens −min(ρ_t·A, clip(ρ_t, 1 − ε, 1 + ε_high)·A), L the longest reply allowed; TRL's "dr_grpo".

    Divided by N·L, a constant; with N the number of replies, TRL's. Gradient at ratio 1: −A/(N·L)·Σ_tokens ∇log π, every
    token alike. That its advantages are not divided by the group's std is the caller's part.
    """
    surrogate = ppo_clip(replies, settings.level, settings.epsilon, settings.epsilon_high)
    return PolicyTerms(surrogate, torch.full_like(replies.lengths, settings.max_completion_length))
