"""A batch of a gradient step. A row is one decision: a prompt, the reply that the rollout sampled for it, its advantage."""

from dataclasses import dataclass

import torch
from torch import Tensor

from . import data
from .errors import InputError

# Each part's gradient is kept beside the others: this many of an adapter fit where its optimizer does.
MOST_PARTS = 64


@dataclass(frozen=True)
class Batch:
    """B decisions, on the CPU."""

    sequences: data.Sequences
    advantages: Tensor
    """[B] float32"""
    sampler_log_probs: Tensor
    """[n] float32, of every reply token in order, as the rollout engine computed them"""
    parts: Tensor
    """[B] int32, which part of the batch each row belongs to, as the caller numbers them"""

    @property
    def mean_length(self) -> float:
        """Tokens of a reply."""
        return self.sequences.reply_lengths.double().mean().item()


def read_batch(path: str, vocabulary: int) -> Batch:
    """Reads a batch file: sequences, ``advantages`` float32 [B], ``samplerLogProbs`` float32 [n], ``parts`` int32 [B].

    Raises :class:`InputError` if it is broken, a length doesn't fit or a number isn't finite.
    """
    floats = {"advantages": torch.float32, "samplerLogProbs": torch.float32}
    tensors = data.read_tensors(path, {**data.SEQUENCE_TENSORS, **floats, "parts": torch.int32})
    sequences = data.sequences_of(tensors, vocabulary, path)
    replies = int(sequences.reply_lengths.sum())
    for name, wanted in (("advantages", sequences.count), ("samplerLogProbs", replies), ("parts", sequences.count)):
        values = tensors[name]
        if len(values) != wanted:
            raise InputError(f'Cannot use "{path}": "{name}" has {len(values)} values, not {wanted}')
        if not bool(torch.isfinite(values).all()):
            raise InputError(f'Cannot use "{path}": "{name}" holds a value that is not finite')
    count = len(tensors["parts"].unique())
    if count > MOST_PARTS:
        raise InputError(f'Cannot use "{path}": its rows belong to {count} parts, at most {MOST_PARTS} can be told apart')
    return Batch(sequences, tensors["advantages"], tensors["samplerLogProbs"], tensors["parts"])
