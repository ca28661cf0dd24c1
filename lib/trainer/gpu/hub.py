"""Models of the Hugging Face Hub, by the Hub's own library and into its own cache: weights as safetensors, no code."""

import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from huggingface_hub import HfApi, constants, snapshot_download
from huggingface_hub.errors import LocalEntryNotFoundError
from huggingface_hub.repocard import metadata_load
from huggingface_hub.utils import filter_repo_objects, tqdm

from .errors import InputError
from .hub_errors import explained
from .model import TOKENIZER_FILES

Progress = Callable[[dict[str, Any]], None]

CARD = "README.md"
INDEX = "model.safetensors.index.json"

# What a model folder needs, and its licence. Everything else a repository may hold, pickled weights and code among it,
# stays where it is; folders inside repositories hold other formats' copies.
WANTED = ("config.json", *TOKENIZER_FILES, "*.safetensors", INDEX, CARD, "LICENSE*")
UNWANTED = ("*/*",)

COMMIT = re.compile(r"[0-9a-f]{40}")

# Seconds that the Hub has to say what a repository holds; the library itself would wait for ever.
PATIENCE = 30.0

# Seconds between two reports of bytes.
REPORT_EVERY = 1.0

# A download that ends with its process leaves a part of a file that the library doesn't go on with. One that was not
# written to for so many seconds belongs to nobody.
ABANDONED_AFTER = 3600.0

# The library's name for the bar that counts the bytes on disk, of files from its servers and from its chunk store alike.
BYTES_ON_DISK = "huggingface_hub.snapshot_download"


@dataclass(frozen=True)
class Wish:
    """A model that is asked for."""

    repository: str
    revision: str
    """A commit, or a branch or tag, which may move."""
    offline: bool
    """Whether it must be in the cache already."""


@contextmanager
def _network(offline: bool) -> Iterator[None]:
    """Lets the library out to the network, which is shut to everything else in this process."""
    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = offline
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _snapshot(wish: Wish, wanted: Sequence[str] = WANTED, **options: Any) -> Path:
    return Path(
        snapshot_download(
            wish.repository,
            revision=wish.revision,
            allow_patterns=list(wanted),
            ignore_patterns=list(UNWANTED),
            **options,
        )
    )


def _weights(folder: Path) -> list[str]:
    """Names of the files that hold the weights; none if the index can't be read."""
    index = folder / INDEX
    if not index.is_file():
        return ["model.safetensors"]
    try:
        return sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _missing(folder: Path) -> list[str]:
    """What a model can't be loaded without and the folder lacks."""
    needed = ["config.json", "tokenizer.json", "tokenizer_config.json", *(_weights(folder) or [INDEX])]
    return [name for name in needed if not (folder / name).is_file()]


def _cached(wish: Wish) -> Path | None:
    """The model's folder in the cache, if everything is there; asks nobody.

    The library knows which files are missing from a folder that it filled itself, not from one of an older version.
    """
    try:
        folder = _snapshot(wish, local_files_only=True)
    except LocalEntryNotFoundError:
        return None
    return folder if _weights(folder) and not _missing(folder) else None


def licence_of(folder: Path) -> str | None:
    """The licence that the model's card names; None if it names none or there is no card."""
    try:
        card = metadata_load(folder / CARD) or {}
    except (OSError, ValueError, yaml.YAMLError):
        return None
    name = card.get("license_name") if card.get("license") == "other" else card.get("license")
    return name if isinstance(name, str) and name else None


def _described(wish: Wish, folder: Path) -> dict[str, Any]:
    page = f"{constants.ENDPOINT}/{wish.repository}"
    return {"commit": folder.name, "licence": licence_of(folder), "page": page}


def _sweep(blobs: Path) -> None:
    for part in blobs.glob("*.incomplete"):
        if time.time() - part.stat().st_mtime > ABANDONED_AFTER:
            part.unlink(missing_ok=True)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


class _Counter:
    """Adds up bytes from several threads and reports them, not too often."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = total
        self._progress = progress
        self._lock = threading.Lock()
        self._done = 0
        self._due = 0.0

    def add(self, count: float) -> None:
        with self._lock:
            self._done = min(self._total, self._done + int(count))
            now = time.monotonic()
            if now >= self._due:
                self._due = now + REPORT_EVERY
                self._report()

    def finish(self) -> None:
        """Everything is there, also what took no bytes: of files that are equal, one is downloaded."""
        self._done = self._total
        self._report()

    def _report(self) -> None:
        self._progress({"event": "bytes", "done": self._done, "total": self._total})


def _bar(counter: _Counter) -> type[tqdm]:
    """A progress bar that draws nothing and tells the counter."""

    class Bar(tqdm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._counts = kwargs.get("name") == BYTES_ON_DISK
            super().__init__(*args, **{**kwargs, "disable": True})

        def update(self, n: float | None = 1) -> bool | None:
            if self._counts and n:
                counter.add(n)
            return super().update(n)

    return Bar


def _make_room(cache: Path, needed: int, wish: Wish) -> None:
    """Fails before the first byte rather than at the last."""
    there = next(folder for folder in (cache, *cache.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if needed > free:
        raise InputError(
            f'Cannot download "{wish.repository}": it takes {_size(needed)} and "{cache}" has {_size(free)} free: '
            "free some, or choose another place with HF_HOME"
        )


def _fetch(wish: Wish, progress: Progress) -> Path:
    """Downloads what the cache lacks; says first what it is, under which licence, and how much."""
    info = HfApi().model_info(wish.repository, revision=wish.revision, files_metadata=True, timeout=PATIENCE)
    sizes = {file.rfilename: file.size or 0 for file in info.siblings or []}
    wanted = list(filter_repo_objects(sizes, allow_patterns=list(WANTED), ignore_patterns=list(UNWANTED)))
    if not any(name.endswith(".safetensors") for name in wanted):
        raise InputError(f'Cannot use "{wish.repository}": it has no .safetensors file, and weights are read from no other')
    folder = _snapshot(wish, [CARD])
    needed = sum(sizes[name] for name in wanted if not (folder / name).is_file())
    _sweep(folder.parent.parent / "blobs")
    _make_room(Path(constants.HF_HUB_CACHE), needed, wish)
    progress({"event": "begin", **_described(wish, folder), "bytes": needed})
    counter = _Counter(needed, progress)
    folder = _snapshot(wish, tqdm_class=_bar(counter))
    counter.finish()
    missing = _missing(folder)
    if missing:
        raise InputError(f'Cannot use "{wish.repository}": it has no "{missing[0]}", which a model needs')
    return folder


def download(wish: Wish, progress: Progress) -> dict[str, Any]:
    """Finds the model in the cache or downloads it; returns its folder, commit and licence, and whether it was there.

    A commit that is whole in the cache is not asked for again. Progress is ``{"event": "found", …}``, or ``{"event":
    "begin", …}`` and then ``{"event": "bytes", "done": …, "total": …}``.

    Raises :class:`InputError` if the model can't be had; the message says why and what would do.
    """
    with _network(wish.offline), explained(wish.repository, wish.revision):
        cached = _cached(wish) if wish.offline or COMMIT.fullmatch(wish.revision) else None
        if cached is None and wish.offline:
            raise InputError(
                f'Cannot find "{wish.repository}" at "{wish.revision}" in the cache "{constants.HF_HUB_CACHE}", and '
                "HF_HUB_OFFLINE keeps it from being downloaded: unset that, or name the cache with HF_HOME"
            )
        if cached is not None:
            progress({"event": "found", **_described(wish, cached)})
        folder = cached or _fetch(wish, progress)
    return {
        "folder": str(folder),
        "commit": folder.name,
        "licence": licence_of(folder),
        "cached": cached is not None,
    }
