"""Importance correction between the engine that sampled and the one that trains.

The two compute slightly different log-probs of one policy, so what is on-policy for the sampler is not quite for the
trainer. Without correction PPO's ratio is π_trainer / π_sampler itself. With one, the ratio is to the trainer's own
log-probs before the update, and the gap to the sampler is a weight on the term: one correction, not two. A batch takes one
step, so the pass that the gradient comes from is the pass before the update, and the ratio is 1 when it is computed; a
second step on the same batch would weigh by the policy as it then is, which is importance sampling still.

Truncation keeps the weight below C at the price of a bias (truncated importance sampling, Ionides 2008; between engines,
Yao et al. 2025); masking drops what exceeds C altogether. Names and rules are TRL's. Only the policy term is weighted, as
there: the penalty is not.
"""

import torch
from torch import Tensor

from .ratio import decision_log_ratio, token_log_ratio

MODES = ("none", "token_truncate", "token_mask", "sequence_truncate", "sequence_mask")


def correction_ratio(mode: str, trainer: Tensor, sampler: Tensor, mask: Tensor) -> Tensor:
    """π_trainer / π_sampler, of each token [R, T] or of the whole reply, unnormalized, [R, 1]; 1 on padding.

    trainer, sampler: [R, T] log-probs; mask: [R, T] bool. ``mode`` is any of :data:`MODES` but "none".
    """
    if mode.startswith("token_"):
        return token_log_ratio(trainer, sampler, mask).exp()
    return decision_log_ratio(trainer, sampler, mask).exp()[:, None]


def truncated(ratio: Tensor, cap: float) -> Tensor:
    """min(ratio, cap), of any shape."""
    return ratio.clamp(max=cap)


def masked(ratio: Tensor, cap: float) -> Tensor:
    """The ratio where it is at most cap, else 0; of any shape."""
    return torch.where(ratio > cap, torch.zeros_like(ratio), ratio)


def correction_weight(mode: str, trainer: Tensor, sampler: Tensor, mask: Tensor, cap: float) -> tuple[Tensor, Tensor]:
    """The weights of the terms and where the cap acted, both [R, T] or [R, 1]. All 1, and nowhere, for "none"."""
    if mode == "none":
        ones = torch.ones(len(mask), 1, dtype=trainer.dtype, device=trainer.device)
        return ones, torch.zeros_like(ones, dtype=torch.bool)
    ratio = correction_ratio(mode, trainer, sampler, mask)
    weigh = truncated if mode.endswith("_truncate") else masked
    return weigh(ratio, cap), ratio > cap
