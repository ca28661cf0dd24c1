"""Sequences as a forest of shared prefixes, each of whose tokens goes through the model once.

There are three levels: stems, which several prompts begin with (a game's rules); the rests of the prompts; and the replies.
A row of a level goes on from a row of the level above. Small games have long common rules, few prompts and many replies to
each: often a fifth of the tokens is left.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from .data import Sequences

# Prompts that begin alike share a stem if they have at least this share of the shorter one in common.
LEAST_COMMON = 0.5


@dataclass(frozen=True)
class Branch:
    """A prompt, the stem that it begins with, and the rows that reply to it."""

    prompt: Tensor
    stem: Tensor
    """shorter than the prompt"""
    rows: list[int]


@dataclass(frozen=True)
class Families:
    """R rows by the row that they go on from: F families of W at most, of which several may have one parent."""

    rows: Tensor
    """[F, W] int64, R where a family has fewer"""
    places: Tensor
    """[R] int64, each row's place among those of all families, flattened"""

    def to(self, device: torch.device) -> "Families":
        """The same families with their tensors on a device."""
        return Families(self.rows.to(device), self.places.to(device))


@dataclass(frozen=True)
class Level:
    """R rows of T positions at most, each going on from a row of the level above. N stands for no token."""

    parent: Tensor | None
    """[R] int64 rows of the level above; None if these are the first"""
    families: Families | None
    """the rows by parent; None if these are the first"""
    cells: Tensor
    """[R, T] int64, the token at each position out of the forest's N; N where the row has ended"""
    past: Tensor
    """[R, A] int64, the tokens that lead to the row; N before them where there are fewer"""

    def to(self, device: torch.device) -> "Level":
        """The same level with its tensors on a device."""
        parent = None if self.parent is None else self.parent.to(device)
        families = None if self.families is None else self.families.to(device)
        return Level(parent, families, self.cells.to(device), self.past.to(device))


@dataclass(frozen=True)
class Forest:
    """N tokens, level by level and row by row."""

    input_ids: Tensor
    """[N] int64"""
    depths: Tensor
    """[N] int64, each token's position in its sequence"""
    levels: list[Level]
    places: Tensor
    """[N] int64, each token's place among the cells of all levels, flattened and joined"""

    @property
    def cells(self) -> int:
        """Positions of all levels, ended rows included."""
        return sum(level.cells.numel() for level in self.levels)

    def to(self, device: torch.device) -> "Forest":
        """The same forest with its tensors on a device."""
        levels = [level.to(device) for level in self.levels]
        return Forest(self.input_ids.to(device), self.depths.to(device), levels, self.places.to(device))


def _common(left: Tensor, right: Tensor) -> int:
    """Tokens that two prompts begin with alike."""
    length = min(len(left), len(right))
    differs = (left[:length] != right[:length]).nonzero()
    return length if len(differs) == 0 else int(differs[0])


def branches(sequences: Sequences, rows: list[int]) -> list[Branch]:
    """The distinct prompts among ``rows``: those of one stem side by side, longest prompts and replies first."""
    by_prompt: dict[bytes, list[int]] = {}
    for row in rows:
        by_prompt.setdefault(sequences.prompt(row).numpy().tobytes(), []).append(row)
    reply_lengths = sequences.reply_lengths.tolist()
    by_stem: list[list[tuple[Tensor, list[int]]]] = []
    stem_lengths: list[int] = []
    previous = None
    for _, group in sorted(by_prompt.items()):  # what begins alike is sorted side by side
        prompt = sequences.prompt(group[0])
        common = 0 if previous is None else _common(previous, prompt)
        member = (prompt, sorted(group, key=lambda row: -reply_lengths[row]))
        if previous is not None and common >= LEAST_COMMON * min(len(previous), len(prompt)):
            by_stem[-1].append(member)
            stem_lengths[-1] = min(stem_lengths[-1], common, len(prompt) - 1)
        else:
            by_stem.append([member])
            stem_lengths.append(len(prompt) - 1)
        previous = prompt
    return [
        Branch(prompt, prompt[:length], group)
        for of_stem, length in zip(by_stem, stem_lengths, strict=True)
        for prompt, group in sorted(of_stem, key=lambda member: -len(member[0]))
    ]


class _Builder:
    """Tokens as they are laid end to end, and the rows that they make up."""

    def __init__(self) -> None:
        self.tokens: list[Tensor] = []
        self.depths: list[Tensor] = []
        self.count = 0

    def add(self, tokens: Tensor, past: Tensor) -> tuple[Tensor, Tensor]:
        """Lays a row's tokens down; ``past`` has the places of those that lead to it. Returns (its places, past)."""
        places = torch.arange(self.count, self.count + len(tokens))
        self.tokens.append(tokens)
        self.depths.append(torch.arange(len(past), len(past) + len(tokens)))
        self.count += len(tokens)
        return places, past


def _families(parent: list[int]) -> Families:
    """The rows by parent. Families are as wide as there are rows to a parent, so that most places are taken."""
    of_parent: dict[int, list[int]] = {}
    for row, above in enumerate(parent):
        of_parent.setdefault(above, []).append(row)
    width = -(-len(parent) // len(of_parent))
    members = [rows[at : at + width] for rows in of_parent.values() for at in range(0, len(rows), width)]
    place = {row: at * width + slot for at, family in enumerate(members) for slot, row in enumerate(family)}
    return Families(
        rows=pad_sequence([torch.tensor(family) for family in members], True, len(parent)),
        places=torch.tensor([place[row] for row in range(len(parent))]),
    )


def build(sequences: Sequences, of: list[Branch]) -> tuple[Forest, Tensor]:
    """The forest of the branches' rows, and where the reply tokens are predicted: [n] int64 tokens of the forest.

    A reply's last token predicts nothing and is left out. Reply tokens are in the order of the branches' rows.
    """
    builder = _Builder()
    nothing = torch.arange(0)
    stems: dict[bytes, int] = {}
    stem_rows = []
    for branch in of:
        key = branch.stem.numpy().tobytes()
        if key not in stems:
            stems[key] = len(stem_rows)
            stem_rows.append(builder.add(branch.stem, nothing))
    stem_of = [stems[branch.stem.numpy().tobytes()] for branch in of]
    rest_rows = [
        builder.add(branch.prompt[len(branch.stem) :], stem_rows[stem][0])
        for branch, stem in zip(of, stem_of, strict=True)
    ]
    rest_of = [rest for rest, branch in enumerate(of) for _ in branch.rows]
    reply_rows = [
        builder.add(sequences.reply(row)[:-1], torch.cat([rest_rows[rest][1], rest_rows[rest][0]]))
        for row, rest in zip((row for branch in of for row in branch.rows), rest_of, strict=True)
    ]
    levels: list[Level] = []
    for rows, parent in ((stem_rows, []), (rest_rows, stem_of), (reply_rows, rest_of)):
        cells = pad_sequence([places for places, _ in rows], True, builder.count)
        past = pad_sequence([before for _, before in rows], True, builder.count, "left")
        if cells.shape[1] > 0:
            first = not levels
            levels.append(
                Level(
                    parent=None if first else torch.tensor(parent),
                    families=None if first else _families(parent),
                    cells=cells,
                    past=past,
                )
            )
    joined = torch.cat([level.cells.flatten() for level in levels])
    ends = [rest_rows[rest][0][-1:] for rest in rest_of]
    forest = Forest(
        input_ids=torch.cat(builder.tokens),
        depths=torch.cat(builder.depths),
        levels=levels,
        places=(joined < builder.count).nonzero().squeeze(1),
    )
    predictors = torch.cat([part for end, (places, _) in zip(ends, reply_rows, strict=True) for part in (end, places)])
    return forest, predictors
