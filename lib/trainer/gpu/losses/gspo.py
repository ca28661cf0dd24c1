"""GSPO (Zheng et al. 2025, eq. 5)."""

from .clip import ppo_clip
from .replies import PolicyTerms, Replies
from .settings import LossSettings


def gspo(replies: Replies, settings: LossSettings) -> PolicyTerms:
    """−min(s·A, clip(s, 1 − ε, 1 + ε_high)·A) with s = (π(reply) / π_old(reply))^(1/|o|), one ratio a reply.

    TRL's "grpo" with ratios at the level of the sequence. The geometric mean hardly moves, so its paper clips at
    ε = 3e-4 and ε_high = 4e-4. Divided by the normalizer N, the length being in s: in units of a sum over tokens, by
    N·|o|. Gradient at ratio 1: −A/(N·|o|)·Σ_tokens ∇log π, as GRPO's.
    """
    surrogate = ppo_clip(replies, "sequence", settings.epsilon, settings.epsilon_high)
    return PolicyTerms(surrogate, replies.lengths)
