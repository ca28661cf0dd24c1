"""GRPO (Shao et al. 2024, eq. 3)."""

from .clip import ppo_clip
from .replies import PolicyTerms, Replies
from .settings import LossSettings


def grpo(replies: Replies, settings: LossSettings) -> PolicyTerms:
    """(1/|o|) Σ_tokens −min(ρ_t·A, clip(ρ_t, 1 − ε, 1 + ε_high)·A) with a ratio a token; TRL's "grpo".

    With ratios at the level of the sequence this is GSPO, as TRL spells it. Divided by N·|o|: a mean over each reply's
    tokens; with N the number of replies, TRL's mean over replies. Gradient at ratio 1: −A/(N·|o|)·Σ_tokens ∇log π, so that
    a token of a long reply counts less than one of a short reply (the length bias that Dr. GRPO removes).
    """
    surrogate = ppo_clip(replies, settings.level, settings.epsilon, settings.epsilon_high)
    return PolicyTerms(surrogate, replies.lengths)
