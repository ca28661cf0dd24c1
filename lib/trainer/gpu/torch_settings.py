"""What PyTorch reads from the environment when it is imported, as a GPU wants it. What the user has set stays."""

import ctypes
from collections.abc import MutableMapping

# The names of the allocator's settings, the newer first.
ALLOCATOR = ("PYTORCH_ALLOC_CONF", "PYTORCH_CUDA_ALLOC_CONF")

# NVIDIA's management library, which a container may lack.
MANAGEMENT = "libnvidia-ml.so.1"


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def configure(environment: MutableMapping[str, str]) -> None:
    """Settings for a GPU.

    PyTorch has operations of its own in Triton, which compiles a part of itself when it is first used: not every machine has
    a C compiler, and the operations are there without Triton too.

    Micro-batches differ in shape: of pieces of memory that can't grow, each new shape may find none that it fits into. On
    newer GPUs PyTorch asks NVIDIA's management library about pieces that can, and crashes where there is none.
    """
    environment.setdefault("TORCH_DISABLE_NATIVE_JIT", "1")
    if not any(name in environment for name in ALLOCATOR) and _can_load(MANAGEMENT):
        environment[ALLOCATOR[0]] = "expandable_segments:True"
