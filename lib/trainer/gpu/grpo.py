"""One GRPO step on the policy's adapter (Shao et al. 2024), as SEPO takes it.

The caller has played the games and computed the advantages. A row is one decision: a prompt, the reply that the rollout
sampled for it, and the advantage of the round it was part of. The loss is

    Σ_rows [ −min(ρ·A, clip(ρ, 1 ± ε)·A) + β·max(0, log π(reply) − log π_ref(reply)) ] / normalizer

with ρ = π(reply) / π_rollout(reply) of the whole reply. GRPO's mean over a reply's tokens, its per-token ratio and its
per-token KL estimate are left out: the decision is the action.
"""

import time
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from . import batching, data, losses
from .errors import InputError
from .fields import Fields
from .logprobs import reply_log_probs
from .policy import Policy


@dataclass(frozen=True)
class LossSettings:
    """The loss; see the module's formula."""

    epsilon: float
    beta: float
    normalizer: float
    temperature: float


@dataclass(frozen=True)
class Batch:
    """B decisions, on the CPU."""

    sequences: data.Sequences
    advantages: Tensor
    """[B] float32"""
    sampler_log_probs: Tensor
    """[n] float32, of every reply token in order, as the rollout engine computed them"""


@dataclass(frozen=True)
class Terms:
    """What one micro-batch adds to the loss and to the report. R rows, n reply tokens."""

    loss: Tensor
    """the micro-batch's share of the loss"""
    ratio: Tensor
    """[R]"""
    clipped: Tensor
    """[R] bool"""
    log_ratio_to_reference: Tensor | None
    """[R], absent without a reference"""
    gap: Tensor
    """[R, T], |log π − log π_rollout| of each token, 0 on padding"""
    entropy: Tensor
    """sum over the reply tokens of the rows, in nats"""


def read_loss(fields: Fields) -> LossSettings:
    """Reads the loss's settings out of a request."""
    return LossSettings(
        epsilon=fields.number("epsilon", above=True),
        beta=fields.number("beta"),
        normalizer=fields.number("normalizer", above=True),
        temperature=fields.number("temperature", above=True),
    )


def read_batch(path: str, vocabulary: int) -> Batch:
    """Reads a batch file: sequences, ``advantages`` float32 [B] and ``samplerLogProbs`` float32 [n]."""
    wanted = {**data.SEQUENCE_TENSORS, "advantages": torch.float32, "samplerLogProbs": torch.float32}
    tensors = data.read_tensors(path, wanted)
    sequences = data.sequences_of(tensors, vocabulary, path)
    batch = Batch(sequences, tensors["advantages"], tensors["samplerLogProbs"])
    replies = int(sequences.reply_lengths.sum())
    for name, values, wanted_length in (
        ("advantages", batch.advantages, sequences.count),
        ("samplerLogProbs", batch.sampler_log_probs, replies),
    ):
        if len(values) != wanted_length:
            raise InputError(f'Cannot use "{path}": "{name}" has {len(values)} values, not {wanted_length}')
        if not bool(torch.isfinite(values).all()):
            raise InputError(f'Cannot use "{path}": "{name}" holds a value that is not finite')
    return batch


def terms_of(
    log_probs: Tensor,
    reference: Tensor | None,
    sampler: Tensor,
    advantages: Tensor,
    mask: Tensor,
    settings: LossSettings,
) -> tuple[Tensor, Tensor, Tensor, Tensor | None]:
    """The loss of some rows. log_probs, reference, sampler: [R, T]; advantages: [R]; mask: [R, T] bool.

    Returns the rows' share of the loss, ρ [R], whether each row is clipped [R], and log π − log π_ref [R].
    """
    ratio = losses.decision_log_ratio(log_probs, sampler, mask).exp()
    loss = losses.clipped_surrogate(ratio, advantages, settings.epsilon)
    clipped = losses.is_clipped(ratio, advantages, settings.epsilon)
    to_reference = None
    if reference is not None:
        to_reference = losses.decision_log_ratio(log_probs, reference, mask)
        loss = loss + settings.beta * losses.one_sided_kl(to_reference)
    return loss.sum() / settings.normalizer, ratio, clipped, to_reference


def _micro_batch_terms(
    policy: Policy, batch: Batch, micro: batching.MicroBatch, rows: list[int], index: Tensor, settings: LossSettings
) -> Terms:
    """One forward pass over distinct sequences, shared by all ``rows`` of the batch that hold them.

    index: [R], each row's place in the micro-batch.
    """
    where = policy.lm.device
    with policy.computing():
        flat, entropies = reply_log_probs(policy.lm, micro, settings.temperature)
    reference = None
    if settings.beta > 0:
        with torch.no_grad(), policy.computing(with_adapter=False):
            reference, _ = reply_log_probs(policy.lm, micro, settings.temperature)
    index = index.to(where)
    lengths = batch.sequences.reply_lengths
    starts = (lengths.cumsum(0) - lengths).tolist()
    sampler_flat = torch.cat(
        [batch.sampler_log_probs[starts[row] : starts[row] + length] for row, length in zip(rows, lengths[rows].tolist())]
    )
    log_probs = data.to_rows(flat, micro.reply_lengths)[index]
    sampler = data.to_rows(sampler_flat.to(where), lengths[rows])
    mask = data.reply_mask(lengths[rows], log_probs.shape[1]).to(where)
    loss, ratio, clipped, to_reference = terms_of(
        log_probs,
        None if reference is None else data.to_rows(reference, micro.reply_lengths)[index],
        sampler,
        batch.advantages[rows].to(where),
        mask,
        settings,
    )
    return Terms(
        loss=loss,
        ratio=ratio.detach(),
        clipped=clipped,
        log_ratio_to_reference=None if to_reference is None else to_reference.detach(),
        gap=(log_probs.detach() - sampler).abs() * mask,
        entropy=data.to_rows(entropies, micro.reply_lengths)[index].sum(),
    )


def accumulate(
    policy: Policy, batch: Batch, distinct: data.Deduplicated, settings: LossSettings, token_budget: int
) -> list[Terms]:
    """Adds the gradient of the loss over the whole batch, micro-batch by micro-batch; the split changes nothing else."""
    rows_of: dict[int, list[int]] = {first: [] for first in distinct.first}
    for row, which in enumerate(distinct.index.tolist()):
        rows_of[distinct.first[which]].append(row)
    plan = policy.plan(batch.sequences, distinct.first, token_budget)
    terms = []
    for micro in plan.micro_batches:
        rows = [row for first in micro for row in rows_of[first]]
        index = torch.tensor([at for at, first in enumerate(micro) for _ in rows_of[first]])
        built = batching.build(batch.sequences, micro, plan.shares_prompts, policy.lm.device)
        part = _micro_batch_terms(policy, batch, built, rows, index, settings)
        if part.loss.requires_grad:
            part.loss.backward()
        terms.append(part)
    return terms


def report_of(terms: list[Terms], batch: Batch, grad_norm: float) -> dict[str, Any]:
    """Sums the micro-batches up. Means of ratio, clip and KL are over decisions; gap and entropy over reply tokens."""
    rows = batch.sequences.count
    reply_tokens = int(batch.sequences.reply_lengths.sum())
    ratio = torch.cat([part.ratio for part in terms])
    references = [part.log_ratio_to_reference for part in terms if part.log_ratio_to_reference is not None]
    to_reference = torch.cat(references) if references else None
    return {
        "loss": sum(part.loss.item() for part in terms),
        "gradNorm": grad_norm,
        "kl": None if to_reference is None else losses.one_sided_kl(to_reference).mean().item(),
        "logRatioToReference": None if to_reference is None else to_reference.mean().item(),
        "clipFraction": sum(int(part.clipped.sum()) for part in terms) / rows,
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


def step(policy: Policy, batch: Batch, settings: LossSettings, token_budget: int) -> dict[str, Any]:
    """Takes one step of AdamW on the loss and returns the report.

    A gradient that is not finite changes nothing and raises :class:`InputError`.
    """
    started = time.perf_counter()
    policy.adamw.zero_grad()
    distinct = data.deduplicate(batch.sequences, list(range(batch.sequences.count)))
    terms = accumulate(policy, batch, distinct, settings, token_budget)
    parameters = list(policy.parameters.values())
    norm = nn.utils.clip_grad_norm_(parameters, policy.settings.max_grad_norm)
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
        **report_of(terms, batch, norm.item()),
        "tokens": int(batch.sequences.lengths.sum()),
        "computedTokens": int(batch.sequences.lengths[distinct.first].sum()),
        "step": policy.steps,
        "seconds": time.perf_counter() - started,
    }
