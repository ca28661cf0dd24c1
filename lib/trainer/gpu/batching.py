"""Micro-batches: which sequences go through the model together, and in which layout.

Two layouts compute the same log-probs. In the plain one every row is a whole sequence, padded on the right. In the other,
each distinct prompt goes through the model once and the replies go on from its state; prompts of one micro-batch have
one length, so that they need no padding. Small games have few prompts and many replies to each, where this saves most of
the work; where all prompts differ it would only make the micro-batches smaller. The cheaper layout is taken.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from .data import Sequences

# What one pass of a micro-batch costs beside its tokens, in tokens: launching kernels, small matrices.
PASS_OVERHEAD = 128


@dataclass(frozen=True)
class Limit:
    """What a micro-batch may hold at most, unless a single row exceeds it; None for no bound."""

    tokens: int | None = None
    """Tokens that go through the model, padding included."""
    rows: int | None = None

    def allows(self, tokens: int, rows: int) -> bool:
        return (self.tokens is None or tokens <= self.tokens) and (self.rows is None or rows <= self.rows)


@dataclass(frozen=True)
class Plan:
    """Rows split into micro-batches of one layout."""

    shares_prompts: bool
    micro_batches: list[list[int]]
    cost: int
    """Tokens that go through the model, padding and overhead included."""


@dataclass(frozen=True)
class MicroBatch:
    """R sequences on the device, with n reply tokens in row order.

    The hidden states that predict reply tokens lie in [R, T]; ``positions`` picks the n that count. Plain layout: T is
    the width of ``input_ids``. Shared prompts: column 0 is the prompt's last state, and the replies' states follow.
    """

    prompt_ids: Tensor | None
    """[P, L] int64, the distinct prompts; None in the plain layout"""
    prompt_of_row: Tensor | None
    """[R] int64, each row's prompt; None in the plain layout"""
    input_ids: Tensor
    """[R, T] whole sequences or [R, T − 1] replies, int64, each without its last token, which predicts nothing"""
    positions: Tensor
    """[n] int64, into the flattened [R·T]"""
    targets: Tensor
    """[n] int64, the reply tokens"""
    reply_lengths: Tensor
    """[R] int64 on the CPU"""


def plan_plain(sequences: Sequences, rows: list[int], limit: Limit) -> Plan:
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
    cost = sum(len(micro) * lengths[micro[0]] + PASS_OVERHEAD for micro in micro_batches)
    return Plan(False, micro_batches, cost)


def plan_shared(sequences: Sequences, rows: list[int], limit: Limit) -> Plan:
    """Rows by prompt length, longest first, then by prompt: equal prompts stay together."""
    by_prompt: dict[tuple[int, bytes], list[int]] = {}
    for row in rows:
        prompt = sequences.prompt(row)
        by_prompt.setdefault((len(prompt), prompt.numpy().tobytes()), []).append(row)
    reply_lengths = sequences.reply_lengths.tolist()
    micro_batches: list[list[int]] = []
    cost = tokens = prompts = width = 0
    of_length = -1
    for (length, _), group in sorted(by_prompt.items(), key=lambda item: -item[0][0]):
        is_new = True
        for row in sorted(group, key=lambda row: -reply_lengths[row]):
            wider = max(width, reply_lengths[row])
            count = len(micro_batches[-1]) + 1 if micro_batches else 0
            wanted = (prompts + is_new) * length + count * wider
            if length == of_length and limit.allows(wanted, count):
                micro_batches[-1].append(row)
                prompts, width, tokens = prompts + is_new, wider, wanted
            else:
                cost += tokens
                micro_batches.append([row])
                prompts, width, tokens, of_length = 1, reply_lengths[row], length + reply_lengths[row], length
            is_new = False
    return Plan(True, micro_batches, cost + tokens + 2 * PASS_OVERHEAD * len(micro_batches))


def plan(sequences: Sequences, rows: list[int], limit: Limit, may_share: bool) -> Plan:
    """The cheaper of the two layouts, or the plain one if the model can't share prompts."""
    plain = plan_plain(sequences, rows, limit)
    if not may_share:
        return plain
    return min(plain, plan_shared(sequences, rows, limit), key=lambda candidate: candidate.cost)


def build(sequences: Sequences, rows: list[int], shares_prompts: bool, device: torch.device) -> MicroBatch:
    """Pads the sequences of ``rows``, in their order. With shared prompts, all prompts must have one length."""
    prompt_ids, prompt_of_row = _distinct_prompts(sequences, rows) if shares_prompts else (None, None)
    inputs = [(sequences.reply(row) if shares_prompts else sequences.row(row))[:-1] for row in rows]
    input_ids = torch.nn.utils.rnn.pad_sequence(inputs, batch_first=True, padding_value=0)
    width = input_ids.shape[1] + int(shares_prompts)
    first = [0 if shares_prompts else int(sequences.prompt_lengths[row]) - 1 for row in rows]
    reply_lengths = sequences.reply_lengths[rows]
    positions = [
        torch.arange(length) + start + at * width
        for at, (start, length) in enumerate(zip(first, reply_lengths.tolist(), strict=True))
    ]
    return MicroBatch(
        prompt_ids=None if prompt_ids is None else prompt_ids.to(device),
        prompt_of_row=None if prompt_of_row is None else prompt_of_row.to(device),
        input_ids=input_ids.to(device),
        positions=torch.cat(positions).to(device),
        targets=torch.cat([sequences.reply(row) for row in rows]).to(device),
        reply_lengths=reply_lengths,
    )


def _distinct_prompts(sequences: Sequences, rows: list[int]) -> tuple[Tensor, Tensor]:
    """The distinct prompts [P, L] and each row's place among them [R]."""
    place: dict[bytes, int] = {}
    prompts: list[Tensor] = []
    prompt_of_row = []
    for row in rows:
        prompt = sequences.prompt(row)
        key = prompt.numpy().tobytes()
        if key not in place:
            place[key] = len(prompts)
            prompts.append(prompt)
        prompt_of_row.append(place[key])
    return torch.stack(prompts), torch.tensor(prompt_of_row)
