"""How PyTorch takes a GPU's memory: to be settled before it is imported."""

from collections.abc import MutableMapping

# The names that PyTorch reads, the newer first.
NAMES = ("PYTORCH_ALLOC_CONF", "PYTORCH_CUDA_ALLOC_CONF")


def configure(environment: MutableMapping[str, str]) -> None:
    """Lets the pieces of memory that PyTorch takes grow, unless the user has said how it should take them.

    Micro-batches differ in shape: of pieces that can't grow, each new shape may find none that it fits into.
    """
    if not any(name in environment for name in NAMES):
        environment[NAMES[0]] = "expandable_segments:True"
