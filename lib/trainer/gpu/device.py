"""Where the arithmetic runs, and what makes it repeatable."""

import os
import platform
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import peft
import safetensors
import tokenizers
import torch
import transformers

from . import fused_kernels
from .errors import InputError


def set_up(kind: str, threads: int | None) -> torch.device:
    """Takes ``kind``, "cpu" or "cuda", and asks for the same results from the same seed on the same machine."""
    if threads is not None:
        torch.set_num_threads(threads)
    transformers.utils.logging.disable_progress_bar()  # a log has no use for them
    torch.use_deterministic_algorithms(True, warn_only=True)
    # Deterministic mode would fill every new tensor with NaN, which costs time and finds nothing in finished code.
    torch.utils.deterministic.fill_uninitialized_memory = False
    return torch.device(kind)


def _cpu_name() -> str:
    """The processor as Linux names it; elsewhere, or if it doesn't, the architecture."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def describe(device: torch.device) -> dict[str, Any]:
    """Versions, the device and its memory in bytes.

    Raises :class:`InputError` if it is a GPU that PyTorch doesn't see.
    """
    if device.type == "cuda":
        if not torch.cuda.is_available():
            built = "a CPU build" if torch.version.cuda is None else f"built for CUDA {torch.version.cuda}"
            raise InputError(
                f"Cannot compute on CUDA: PyTorch {torch.__version__}, {built}, sees no GPU; "
                "see `deno task doctor`, or choose --device cpu"
            )
        _, memory = torch.cuda.mem_get_info(device)
        name = torch.cuda.get_device_name(device)
    else:
        # Both names are known to Linux and to macOS; what is free, only to Linux, and there without its page cache.
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        name = _cpu_name()
    fused = fused_kernels.version()
    return {
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
            "peft": peft.__version__,
            "safetensors": safetensors.__version__,
            "tokenizers": tokenizers.__version__,
            **({} if fused is None else {"flash-linear-attention": fused}),
        },
        "device": {"kind": device.type, "name": name, "memoryBytes": memory},
        "cuda": torch.version.cuda,
        "threads": torch.get_num_threads(),
    }


def dtype_of(precision: str) -> torch.dtype:
    """The torch type of a ``precision`` as requests name it."""
    return {"float32": torch.float32, "bfloat16": torch.bfloat16}[precision]


def mixed_precision(device: torch.device, precision: str) -> AbstractContextManager[Any]:
    """Runs matrix products in bfloat16 if ``precision`` says so, whatever the type of the weights."""
    if precision == "float32":
        return nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)
