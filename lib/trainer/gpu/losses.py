"""The terms of the policy loss: pure functions of log-probs and advantages.

A row is one decision: the whole reply that the policy sampled. R rows, T reply tokens at most. Losses are minimized.
"""

import torch
from torch import Tensor


def decision_log_ratio(log_probs: Tensor, old_log_probs: Tensor, mask: Tensor) -> Tensor:
    """log π(reply) − log π_old(reply): the token differences summed over the reply.

    log_probs, old_log_probs: [R, T]; mask: [R, T] bool, true on reply tokens. Returns [R].
    """
    return ((log_probs - old_log_probs) * mask).sum(dim=1)


def clipped_surrogate(ratio: Tensor, advantages: Tensor, epsilon: float) -> Tensor:
    """−min(ρ·A, clip(ρ, 1 − ε, 1 + ε)·A), PPO's clipped objective (Schulman et al. 2017, eq. 7) as a loss.

    ratio, advantages: [R]. Returns [R].
    """
    return -torch.minimum(ratio * advantages, ratio.clamp(1 - epsilon, 1 + epsilon) * advantages)


def is_clipped(ratio: Tensor, advantages: Tensor, epsilon: float) -> Tensor:
    """Whether the clip is what :func:`clipped_surrogate` took, so that the row has no gradient.

    ratio, advantages: [R]. Returns [R] bool.
    """
    return ((ratio > 1 + epsilon) & (advantages > 0)) | ((ratio < 1 - epsilon) & (advantages < 0))


def one_sided_kl(log_ratio_to_reference: Tensor) -> Tensor:
    """max(0, log π(reply) − log π_ref(reply)): penalizes replies that the policy made likelier than the reference.

    ``relu`` and not ``clamp``: at exactly 0, where a new adapter starts, relu's gradient is 0 and clamp's is 1.

    log_ratio_to_reference: [R]. Returns [R].
    """
    return torch.relu(log_ratio_to_reference)
