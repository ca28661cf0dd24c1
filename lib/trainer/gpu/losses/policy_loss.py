"""The loss of some rows of a batch: correction, surrogate and penalty put together."""

from dataclasses import dataclass

from torch import Tensor

from . import correction, kl
from .cispo import cispo
from .dapo import dapo
from .decision import decision
from .dr_grpo import dr_grpo
from .grpo import grpo
from .gspo import gspo
from .ratio import decision_log_ratio
from .replies import Replies
from .settings import LossSettings

VARIANTS = {"decision": decision, "grpo": grpo, "dr_grpo": dr_grpo, "dapo": dapo, "gspo": gspo, "cispo": cispo}


@dataclass(frozen=True)
class PolicyLoss:
    """The loss of R rows and what there is to say of it."""

    loss: Tensor
    """the rows' share of the batch's loss"""
    clipped: Tensor
    """[m] bool, which ratios the clip acted on: one a reply or one a token"""
    weights: Tensor
    """[w] what the correction multiplied terms by, one a reply or one a token"""
    capped: Tensor
    """[w] bool, where the correction's cap acted"""
    to_reference: Tensor | None
    """[R] log π(reply) − log π_ref(reply), without gradient; absent without a reference"""


def policy_loss(
    log_probs: Tensor,
    reference: Tensor | None,
    sampler: Tensor,
    advantages: Tensor,
    mask: Tensor,
    mean_length: float,
    settings: LossSettings,
) -> PolicyLoss:
    """The loss of R rows out of a batch whose replies have ``mean_length`` tokens.

    log_probs, with gradient, reference, sampler: [R, T], 0 on padding; advantages: [R]; mask: [R, T] bool.
    """
    trainer = log_probs.detach()
    old = sampler if settings.correction == "none" else trainer
    weights, capped = correction.correction_weight(settings.correction, trainer, sampler, mask, settings.cap)
    penalty, to_reference = 0.0, None
    if reference is not None:
        from_reference = decision_log_ratio(log_probs, reference, mask)
        to_reference = from_reference.detach()
        if settings.kl == "one-sided":
            penalty = settings.beta * kl.one_sided_kl(from_reference)
        elif settings.kl == "k3":
            penalty = settings.beta * kl.k3(log_probs, reference, mask)
        elif settings.kl == "k1-reward":
            advantages = advantages + kl.k1_reward(old, reference, mask, settings.beta)
    replies = Replies(log_probs, old, advantages, weights, mask, mean_length)
    terms = VARIANTS[settings.loss_type](replies, settings)
    loss = ((terms.surrogate.terms + penalty) / terms.lengths).sum() / settings.normalizer
    counted = mask if weights.shape == mask.shape else mask[:, :1]
    return PolicyLoss(loss, terms.surrogate.clipped, weights[counted], capped[counted], to_reference)
