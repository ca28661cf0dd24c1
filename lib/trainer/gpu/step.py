"""One gradient step on the policy's adapter.

The caller has played the games and computed the advantages; the loss is the request's (see :mod:`gpu.losses`).
"""

from typing import Any

import torch
from torch import nn

from . import clock, parts
from .batch import Batch
from .errors import InputError
from .gradient import Terms, accumulate
from .losses.kl import one_sided_kl
from .losses.settings import LossSettings
from .policy import Policy


def report_of(terms: list[Terms], batch: Batch, grad_norm: float, settings: LossSettings) -> dict[str, Any]:
    """Sums the micro-batches up. Means of ratio and KL are over decisions; gap and entropy over reply tokens."""
    rows = batch.sequences.count
    reply_tokens = int(batch.sequences.reply_lengths.sum())
    ratio = torch.cat([part.ratio for part in terms])
    clipped = torch.cat([part.loss.clipped for part in terms])
    references = [part.loss.to_reference for part in terms if part.loss.to_reference is not None]
    to_reference = torch.cat(references) if references else None
    return {
        "loss": sum(part.loss.loss.item() for part in terms),
        "gradNorm": grad_norm,
        "kl": None if to_reference is None else one_sided_kl(to_reference).mean().item(),
        "logRatioToReference": None if to_reference is None else to_reference.mean().item(),
        "clipFraction": int(clipped.sum()) / len(clipped),
        "correction": None if settings.correction == "none" else _correction_report(terms),
        "entropy": sum(part.entropy.item() for part in terms) / reply_tokens,
        "ratio": {"mean": ratio.mean().item(), "max": ratio.max().item()},
        "samplerGap": {
            "mean": sum(part.gap.sum().item() for part in terms) / reply_tokens,
            "max": max(part.gap.max().item() for part in terms),
        },
        "rows": rows,
        "replyTokens": reply_tokens,
        "microBatches": len(terms),
    }


def _correction_report(terms: list[Terms]) -> dict[str, float]:
    weights = torch.cat([part.loss.weights for part in terms])
    capped = torch.cat([part.loss.capped for part in terms])
    return {"meanWeight": weights.mean().item(), "cappedFraction": int(capped.sum()) / len(capped)}


def step(policy: Policy, batch: Batch, settings: LossSettings, token_budget: int, measure_parts: bool) -> dict[str, Any]:
    """Takes one step of AdamW on the loss and returns the report.

    A gradient that is not finite changes nothing and raises :class:`InputError`.
    """
    started = clock.now()
    policy.adamw.zero_grad()
    gradients = None
    if measure_parts:
        terms, computed, gradients = parts.accumulate_by_part(policy, batch, settings, token_budget)
    else:
        terms, computed = accumulate(policy, batch, list(range(batch.sequences.count)), settings, token_budget)
    norm = nn.utils.clip_grad_norm_(list(policy.parameters.values()), policy.settings.max_grad_norm)
    if not torch.isfinite(norm):
        policy.adamw.zero_grad()
        worst = max(part.ratio.max().item() for part in terms)
        raise InputError(
            f"Cannot take a step: the gradient is not finite (largest ratio to the sampler {worst:g}); "
            "lower the learning rate, or sample with the policy that is trained"
        )
    policy.adamw.step()
    policy.adamw.zero_grad()
    policy.steps += 1
    return {
        **report_of(terms, batch, norm.item(), settings),
        "parts": None if gradients is None else parts.report_of(gradients),
        "tokens": int(batch.sequences.lengths.sum()),
        "computedTokens": computed,
        "step": policy.steps,
        "seconds": clock.since(started),
    }
