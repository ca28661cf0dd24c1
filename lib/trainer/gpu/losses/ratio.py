"""Ratios π / π_old of replies, at the level of the whole reply, of its geometric mean or of each token.

log_probs, old_log_probs: [R, T]; mask: [R, T] bool, true on reply tokens.
"""

import torch
from torch import Tensor

LEVELS = ("decision", "sequence", "token")


def decision_log_ratio(log_probs: Tensor, old_log_probs: Tensor, mask: Tensor) -> Tensor:
    """log π(reply) − log π_old(reply): the token differences summed over the reply. Returns [R].

    The exact importance ratio of a decision that is a whole reply; no length enters it. The paper's.
    """
    return ((log_probs - old_log_probs) * mask).sum(dim=1)


def sequence_log_ratio(log_probs: Tensor, old_log_probs: Tensor, mask: Tensor) -> Tensor:
    """(1/|o|)·(log π(reply) − log π_old(reply)): GSPO's length-normalized ratio (Zheng et al. 2025, eq. 7). Returns [R].

    Its exponential is the geometric mean of the token ratios.
    """
    return decision_log_ratio(log_probs, old_log_probs, mask) / mask.sum(dim=1)


def token_log_ratio(log_probs: Tensor, old_log_probs: Tensor, mask: Tensor) -> Tensor:
    """log π(token) − log π_old(token), 0 on padding: the ratio of PPO and GRPO on language models. Returns [R, T]."""
    return (log_probs - old_log_probs) * mask


def log_ratio(level: str, log_probs: Tensor, old_log_probs: Tensor, mask: Tensor) -> Tensor:
    """The log-ratios of a level of :data:`LEVELS`: [R, T] for "token", else [R, 1]."""
    if level == "token":
        return token_log_ratio(log_probs, old_log_probs, mask)
    of_reply = decision_log_ratio if level == "decision" else sequence_log_ratio
    return of_reply(log_probs, old_log_probs, mask)[:, None]


def tokens_per_ratio(level: str, mask: Tensor, dtype: torch.dtype) -> Tensor:
    """What a ratio's term counts for in a sum over the reply's tokens: [R, T] for "token", else [R, 1].

    A token's counts 1, and 0 on padding. A sequence's counts |o|, for its log is a mean over the tokens. A decision's
    counts 1, for its log is the sum already. So the three have one gradient at ratio 1.
    """
    if level == "token":
        return mask.to(dtype)
    if level == "sequence":
        return mask.sum(dim=1, keepdim=True).to(dtype)
    return torch.ones(len(mask), 1, dtype=dtype, device=mask.device)
