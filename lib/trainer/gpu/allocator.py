"""How PyTorch takes a GPU's memory: to be settled before it is imported."""

import ctypes
from collections.abc import MutableMapping

# The names that PyTorch reads, the newer first.
NAMES = ("PYTORCH_ALLOC_CONF", "PYTORCH_CUDA_ALLOC_CONF")

# NVIDIA's management library, which a container may lack.
MANAGEMENT = "libnvidia-ml.so.1"


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def configure(environment: MutableMapping[str, str]) -> None:
    """Lets the pieces of memory that PyTorch takes grow, unless the user has said how it should take them.

    Micro-batches differ in shape: of pieces that can't grow, each new shape may find none that it fits into. On newer GPUs
    PyTorch asks NVIDIA's management library about such pieces, and crashes where there is none.
    """
    if not any(name in environment for name in NAMES) and _can_load(MANAGEMENT):
        environment[NAMES[0]] = "expandable_segments:True"
