"""The gradient of the loss over rows of a batch, micro-batch by micro-batch."""

from dataclasses import dataclass

import torch
from torch import Tensor

from . import batching, data
from .batch import Batch
from .logprobs import reply_log_probs
from .losses.policy_loss import PolicyLoss, policy_loss
from .losses.ratio import decision_log_ratio
from .losses.settings import LossSettings
from .policy import Policy


@dataclass(frozen=True)
class Terms:
    """What one micro-batch adds to the loss and to the report. R rows of T reply tokens at most."""

    loss: PolicyLoss
    ratio: Tensor
    """[R] π(reply) / π_rollout(reply)"""
    gap: Tensor
    """[R, T], |log π − log π_rollout| of each token, 0 on padding"""
    entropy: Tensor
    """sum over the reply tokens of the rows, in nats"""


def _terms(
    policy: Policy, batch: Batch, micro: batching.MicroBatch, rows: list[int], index: Tensor, settings: LossSettings
) -> Terms:
    """One forward pass over distinct sequences, shared by all ``rows`` of the batch that hold them.

    index: [R], each row's place in the micro-batch.
    """
    where = policy.lm.device
    with policy.computing():
        flat, entropies = reply_log_probs(policy.lm, micro, settings.temperature)
    reference = None
    if settings.needs_reference:
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
    loss = policy_loss(
        log_probs,
        None if reference is None else data.to_rows(reference, micro.reply_lengths)[index],
        sampler,
        batch.advantages[rows].to(where),
        mask,
        batch.mean_length,
        settings,
    )
    own = log_probs.detach()
    return Terms(
        loss=loss,
        ratio=decision_log_ratio(own, sampler, mask).exp(),
        gap=(own - sampler).abs() * mask,
        entropy=data.to_rows(entropies, micro.reply_lengths)[index].sum(),
    )


def accumulate(
    policy: Policy, batch: Batch, rows: list[int], settings: LossSettings, token_budget: int
) -> tuple[list[Terms], int]:
    """Adds the gradient of the rows' share of the loss; how they are split changes nothing else.

    Returns what each micro-batch added, and the tokens that went through the model: what is shared does so once.
    """
    distinct = data.deduplicate(batch.sequences, rows)
    rows_of: dict[int, list[int]] = {first: [] for first in distinct.first}
    for row, which in zip(rows, distinct.index.tolist(), strict=True):
        rows_of[distinct.first[which]].append(row)
    terms = []
    computed = 0
    for micro in policy.micro_batches(batch.sequences, distinct.first, token_budget):
        of_micro = [row for first in micro.rows for row in rows_of[first]]
        index = torch.tensor([at for at, first in enumerate(micro.rows) for _ in rows_of[first]])
        added = _terms(policy, batch, micro, of_micro, index, settings)
        if added.loss.loss.requires_grad:
            added.loss.loss.backward()
        terms.append(added)
        computed += micro.tokens
    return terms, computed
