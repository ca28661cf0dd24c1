"""Micro-batches: which sequences go through the model together, and in which layout.

Two layouts compute the same log-probs. In the plain one every row is a whole sequence, padded on the right. In the other,
the rows are a forest of shared prefixes, which the model must be able to follow (see :mod:`gpu.forward`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from . import prefix_forest
from .data import Sequences
from .prefix_forest import Branch, Forest


@dataclass(frozen=True)
class Limit:
    """What a micro-batch may hold at most, unless a single row exceeds it; None for no bound."""

    tokens: int | None = None
    """Tokens that go through the model, padding included."""
    rows: int | None = None

    def allows(self, tokens: int, rows: int) -> bool:
        return (self.tokens is None or tokens <= self.tokens) and (self.rows is None or rows <= self.rows)


@dataclass(frozen=True)
class MicroBatch:
    """R sequences on the device, with n reply tokens in row order.

    The model gives each of its inputs a hidden state; ``positions`` picks the n that predict reply tokens.
    """

    rows: list[int]
    """[R] which sequences they are"""
    inputs: Tensor | Forest
    """[R, T] int64 whole sequences, each without its last token, which predicts nothing; or the same as a forest"""
    positions: Tensor
    """[n] int64, into the flattened [R·T] or into the forest's tokens"""
    targets: Tensor
    """[n] int64, the reply tokens"""
    reply_lengths: Tensor
    """[R] int64 on the CPU"""
    tokens: int
    """how many go through the model, padding left out"""


def plan_plain(sequences: Sequences, rows: list[int], limit: Limit) -> list[list[int]]:
    """Whole sequences, longest first: little padding, and memory runs out on the first micro-batch or not at all."""
    lengths = sequences.lengths.tolist()
    micro_batches: list[list[int]] = []
    for row in sorted(rows, key=lambda row: -lengths[row]):
        # A micro-batch is as wide as its first row.
        last = micro_batches[-1] if micro_batches else None
        if last is not None and limit.allows((len(last) + 1) * lengths[last[0]], len(last) + 1):
            last.append(row)
        else:
            micro_batches.append([row])
    return micro_batches


@dataclass(frozen=True)
class _Size:
    """What a forest takes: stems, prompts and rows, and the widest of each level."""

    stems: int = 0
    prompts: int = 0
    rows: int = 0
    stem: int = 0
    rest: int = 0
    reply: int = 0

    def with_row(self, branch: Branch, new_stem: bool, new_prompt: bool, reply_length: int) -> "_Size":
        stem = len(branch.stem)
        return _Size(
            stems=self.stems + int(new_stem),
            prompts=self.prompts + int(new_prompt),
            rows=self.rows + 1,
            stem=max(self.stem, stem),
            rest=max(self.rest, len(branch.prompt) - stem),
            reply=max(self.reply, reply_length - 1),
        )

    @property
    def cells(self) -> int:
        return self.stems * self.stem + self.prompts * self.rest + self.rows * self.reply


def plan_forests(sequences: Sequences, rows: list[int], limit: Limit) -> list[list[Branch]]:
    """Rows by stem, then by prompt: what is shared stays together."""
    reply_lengths = sequences.reply_lengths.tolist()
    micro_batches: list[list[Branch]] = []
    size = _Size()
    stem = None
    for branch in prefix_forest.branches(sequences, rows):
        new_stem = stem is None or not torch.equal(stem, branch.stem)
        new_prompt = True
        stem = branch.stem
        for row in branch.rows:
            grown = size.with_row(branch, new_stem, new_prompt, reply_lengths[row])
            if not micro_batches or not limit.allows(grown.cells, grown.rows):
                micro_batches.append([])
                grown = _Size().with_row(branch, True, True, reply_lengths[row])
                new_prompt = True
            if new_prompt:
                micro_batches[-1].append(replace(branch, rows=[row]))
            else:
                micro_batches[-1][-1].rows.append(row)
            size = grown
            new_stem = new_prompt = False
    return micro_batches


def _plain_inputs(sequences: Sequences, rows: list[int]) -> tuple[Tensor, Tensor]:
    """The sequences of ``rows``, padded, and where their reply tokens are predicted."""
    inputs = pad_sequence([sequences.row(row)[:-1] for row in rows], batch_first=True, padding_value=0)
    first = (sequences.prompt_lengths[rows] - 1).tolist()
    positions = [
        torch.arange(length) + start + at * inputs.shape[1]
        for at, (start, length) in enumerate(zip(first, sequences.reply_lengths[rows].tolist(), strict=True))
    ]
    return inputs, torch.cat(positions)


def _micro_batch(
    sequences: Sequences, rows: list[int], inputs: Tensor | Forest, positions: Tensor, device: torch.device
) -> MicroBatch:
    return MicroBatch(
        rows=rows,
        inputs=inputs.to(device),
        positions=positions.to(device),
        targets=torch.cat([sequences.reply(row) for row in rows]).to(device),
        reply_lengths=sequences.reply_lengths[rows],
        tokens=len(inputs.input_ids) if isinstance(inputs, Forest) else int((sequences.lengths[rows] - 1).sum()),
    )


def micro_batches(
    sequences: Sequences, rows: list[int], limit: Limit, as_forests: bool, device: torch.device
) -> Iterator[MicroBatch]:
    """``rows``, each once, in micro-batches within the limit, built one at a time."""
    if as_forests:
        for branches in plan_forests(sequences, rows, limit):
            of_micro = [row for branch in branches for row in branch.rows]
            yield _micro_batch(sequences, of_micro, *prefix_forest.build(sequences, branches), device)
    else:
        for of_micro in plan_plain(sequences, rows, limit):
            yield _micro_batch(sequences, of_micro, *_plain_inputs(sequences, of_micro), device)
