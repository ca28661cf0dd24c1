"""Token sequences, each a prompt and then a reply.

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

    def prompt(self, index: int) -> Tensor:
        """The tokens of one sequence's prompt."""
        return self.row(index)[: int(self.prompt_lengths[index])]

    def reply(self, index: int) -> Tensor:
        """The tokens of one sequence's reply."""
        return self.row(index)[int(self.prompt_lengths[index]) :]


@dataclass(frozen=True)
class Deduplicated:
    """Rows by their distinct sequences: the forward pass of a sequence serves every row that holds it."""

    first: list[int]
    """[U] the first row of each distinct sequence, in order of appearance"""
    index: Tensor
    """[B] int64, each row's distinct sequence"""


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


def to_rows(flat: Tensor, lengths: Tensor) -> Tensor:
    """Lays values of reply tokens out by row: flat [n], lengths [R] (summing to n) → [R, max length], padded with 0."""
    width = int(lengths.max())
    mask = reply_mask(lengths, width).to(flat.device)
    return flat.new_zeros(len(lengths), width).masked_scatter(mask, flat)


def reply_mask(lengths: Tensor, width: int) -> Tensor:
    """[R, width] bool, true on the first ``lengths`` positions of each row."""
    return torch.arange(width) < lengths[:, None]
