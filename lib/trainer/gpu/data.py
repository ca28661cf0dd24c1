"""Token sequences, each a prompt and then a reply, and how they become padded micro-batches.

A file is a safetensors file with ``tokens`` int32 [N] (all sequences end to end), ``offsets`` int64 [B + 1] (where each
starts and ends) and ``promptLengths`` int32 [B].
"""

from dataclasses import dataclass

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from .errors import InputError


@dataclass(frozen=True)
class Sequences:
    """B sequences on the CPU."""

    tokens: Tensor
    """[N] int64"""
    offsets: Tensor
    """[B + 1] int64, from 0 to N"""
    prompt_lengths: Tensor
    """[B] int64, each at least 1 and short of its sequence"""

    @property
    def count(self) -> int:
        return len(self.prompt_lengths)

    @property
    def lengths(self) -> Tensor:
        """[B] int64, tokens of prompt and reply together."""
        return self.offsets.diff()

    @property
    def reply_lengths(self) -> Tensor:
        """[B] int64"""
        return self.lengths - self.prompt_lengths

    def row(self, index: int) -> Tensor:
        """The tokens of one sequence."""
        return self.tokens[int(self.offsets[index]) : int(self.offsets[index + 1])]


@dataclass(frozen=True)
class Deduplicated:
    """Rows by their distinct sequences: the forward pass of a sequence serves every row that holds it."""

    first: list[int]
    """[U] the first row of each distinct sequence, in order of appearance"""
    index: Tensor
    """[B] int64, each row's distinct sequence"""


@dataclass(frozen=True)
class MicroBatch:
    """Padded sequences on the device. R rows, T positions, n reply tokens in row order."""

    input_ids: Tensor
    """[R, T] int64: every token but the last, which predicts nothing; right-padded with 0 (attention is causal)"""
    positions: Tensor
    """[n] int64, into the flattened [R·T] positions: the one that predicts each reply token"""
    targets: Tensor
    """[n] int64, the reply tokens"""
    reply_lengths: Tensor
    """[R] int64 on the CPU"""


def read_tensors(path: str, wanted: dict[str, torch.dtype], optional: tuple[str, ...] = ()) -> dict[str, Tensor]:
    """Reads a safetensors file whose tensors are flat and of known types.

    Raises :class:`InputError` if the file is broken or a tensor that isn't ``optional`` is missing.
    """
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError) as error:
        raise InputError(f'Cannot read "{path}": {error}') from error
    for name, dtype in wanted.items():
        if name not in tensors:
            if name in optional:
                continue
            raise InputError(f'Cannot read "{path}": it has no tensor "{name}"')
        got = tensors[name]
        if got.dtype != dtype or got.dim() != 1:
            raise InputError(f'Cannot read "{path}": "{name}" is {got.dtype} {list(got.shape)}, not a flat {dtype}')
    return tensors


SEQUENCE_TENSORS = {"tokens": torch.int32, "offsets": torch.int64, "promptLengths": torch.int32}


def sequences_of(tensors: dict[str, Tensor], vocabulary: int, path: str) -> Sequences:
    """Checks that the tensors of a file describe sequences over a vocabulary of that many tokens."""
    tokens, offsets = tensors["tokens"].long(), tensors["offsets"]
    prompt_lengths = tensors["promptLengths"].long()
    if len(offsets) != len(prompt_lengths) + 1 or len(prompt_lengths) == 0:
        raise InputError(
            f'Cannot use "{path}": {len(offsets)} offsets for {len(prompt_lengths)} prompt lengths; '
            "there must be one more, and at least one sequence"
        )
    if offsets[0] != 0 or offsets[-1] != len(tokens) or bool((offsets.diff() < 0).any()):
        raise InputError(f'Cannot use "{path}": its offsets do not rise from 0 to its {len(tokens)} tokens')
    bad = (prompt_lengths < 1) | (prompt_lengths >= offsets.diff())
    if bool(bad.any()):
        row = int(bad.nonzero()[0])
        raise InputError(
            f'Cannot use "{path}": sequence {row} has a prompt of {int(prompt_lengths[row])} tokens and '
            f"{int(offsets.diff()[row])} in all; both the prompt and the reply need at least one"
        )
    if int(tokens.min()) < 0 or int(tokens.max()) >= vocabulary:
        worst = int(tokens.min()) if int(tokens.min()) < 0 else int(tokens.max())
        raise InputError(f'Cannot use "{path}": token {worst} is outside the vocabulary of {vocabulary}')
    return Sequences(tokens, offsets, prompt_lengths)


def deduplicate(sequences: Sequences, rows: list[int]) -> Deduplicated:
    """Finds the distinct (prompt, reply) pairs among ``rows``; ``index`` follows the order of ``rows``."""
    seen: dict[tuple[int, bytes], int] = {}
    first: list[int] = []
    index = []
    for row in rows:
        key = (int(sequences.prompt_lengths[row]), sequences.row(row).numpy().tobytes())
        if key not in seen:
            seen[key] = len(first)
            first.append(row)
        index.append(seen[key])
    return Deduplicated(first, torch.tensor(index, dtype=torch.int64))


def by_length(sequences: Sequences, rows: list[int]) -> list[int]:
    """Rows from the longest to the shortest, ties in order: memory runs out on the first micro-batch or not at all."""
    lengths = sequences.lengths.tolist()
    return sorted(rows, key=lambda row: -lengths[row])


def within_budget(sequences: Sequences, rows: list[int], token_budget: int) -> list[list[int]]:
    """Splits rows into micro-batches of at most ``token_budget`` padded tokens, or of one row if that alone is longer."""
    lengths = sequences.lengths.tolist()
    micro_batches: list[list[int]] = []
    for row in by_length(sequences, rows):
        # Rows come longest first, so a micro-batch is as wide as its first row.
        if micro_batches and (len(micro_batches[-1]) + 1) * lengths[micro_batches[-1][0]] <= token_budget:
            micro_batches[-1].append(row)
        else:
            micro_batches.append([row])
    return micro_batches


def pad(sequences: Sequences, rows: list[int], device: torch.device) -> MicroBatch:
    """Builds the padded micro-batch of ``rows``, in their order."""
    lengths = sequences.lengths[rows]
    width = int(lengths.max()) - 1
    input_ids = torch.zeros(len(rows), width, dtype=torch.int64)
    positions, targets = [], []
    for at, row in enumerate(rows):
        tokens = sequences.row(row)
        prompt = int(sequences.prompt_lengths[row])
        input_ids[at, : len(tokens) - 1] = tokens[:-1]
        positions.append(torch.arange(prompt - 1, len(tokens) - 1) + at * width)
        targets.append(tokens[prompt:])
    return MicroBatch(
        input_ids=input_ids.to(device),
        positions=torch.cat(positions).to(device),
        targets=torch.cat(targets).to(device),
        reply_lengths=sequences.reply_lengths[rows],
    )


def to_rows(flat: Tensor, lengths: Tensor) -> Tensor:
    """Lays values of reply tokens out by row: flat [n], lengths [R] (summing to n) → [R, max length], padded with 0."""
    width = int(lengths.max())
    mask = reply_mask(lengths, width).to(flat.device)
    return flat.new_zeros(len(lengths), width).masked_scatter(mask, flat)


def reply_mask(lengths: Tensor, width: int) -> Tensor:
    """[R, width] bool, true on the first ``lengths`` positions of each row."""
    return torch.arange(width) < lengths[:, None]
