"""Penalties for leaving the reference, each in units of a sum over the reply's tokens.

d = log π(reply) − log π_ref(reply), a sum over the reply's tokens. On policy E[∇log π] = 0, because
E_π[∇log π] = Σ_y π(y)·∇log π(y) = Σ_y ∇π(y) = ∇1 = 0. That decides what each penalty does on average:

one-sided
    E[1[d > 0]·∇log π] = Σ_y 1[π > π_ref]·∇π(y) = ∇TV(π, π_ref): down the total variation distance, not a KL.
k3 in the loss
    E[(1 − π_ref/π)·∇log π] = −Σ_y π_ref(y)·∇log π(y) = ∇KL(π_ref ‖ π): down the KL of the other direction.
k1 in the reward
    E[d·∇log π] = ∇KL(π ‖ π_ref), for ∇Σ_y π·d = Σ_y d·∇π + Σ_y π·∇log π and the last sum is 0: down the KL itself.
k1 in the loss
    E[∇d] = E[∇log π] = 0: it penalizes nothing on average, and this is why it is not offered.
"""

import torch
from torch import Tensor

from .ratio import decision_log_ratio

KINDS = ("one-sided", "k3", "k1-reward", "none")


def one_sided_kl(log_ratio_to_reference: Tensor) -> Tensor:
    """max(0, d): penalizes replies that the policy made likelier than the reference. The paper's.

    Gradient: 1[d > 0]·∇log π(reply); on average that of the total variation distance, at the reference itself 0.
    ``relu`` and not ``clamp``: at exactly 0, where a new adapter starts, relu's gradient is 0 and clamp's is 1.

    log_ratio_to_reference: [R] d. Returns [R].
    """
    return torch.relu(log_ratio_to_reference)


def k3(log_probs: Tensor, reference: Tensor, mask: Tensor) -> Tensor:
    """Σ_tokens exp(log π_ref − log π) − (log π_ref − log π) − 1 (Schulman 2020, "Approximating KL divergence"; GRPO).

    Its value estimates KL(π ‖ π_ref) without bias and is never negative. As a loss its gradient is
    Σ_tokens (1 − π_ref/π)·∇log π, on average that of KL(π_ref ‖ π) at each state; at the reference itself 0.

    log_probs, reference: [R, T]; mask: [R, T] bool. Returns [R].
    """
    log_ratio = (reference - log_probs) * mask  # 0 on padding, where the term is 1 − 0 − 1
    return (log_ratio.exp() - log_ratio - 1).sum(dim=1)


def k1_reward(old: Tensor, reference: Tensor, mask: Tensor, beta: float) -> Tensor:
    """−β·(log π_old(reply) − log π_ref(reply)), to be added to the advantage (RLHF's penalty, Stiennon et al. 2020).

    A number without gradient. Through the surrogate, at ratio 1, the gradient of the loss is β·d·∇log π(reply), on average
    that of β·KL(π ‖ π_ref). It has no baseline, which adds variance and no bias.

    old, reference: [R, T]; mask: [R, T] bool. Returns [R].
    """
    return -beta * decision_log_ratio(old, reference, mask).detach()
