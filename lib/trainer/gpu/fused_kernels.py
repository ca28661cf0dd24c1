"""flash-linear-attention, whose fused kernels compute Qwen's linear attention on a GPU where the package is installed."""

import sys
from functools import cache
from importlib import import_module, metadata

# What transformers takes wherever it can be imported, although its kernels are a GPU's alone.
PACKAGES = ("fla", "causal_conv1d")


def keep_out() -> None:
    """Keeps the packages from being imported, by transformers too if it isn't yet: for a processor."""
    sys.modules.update(dict.fromkeys(PACKAGES))  # type: ignore[arg-type]  # None there says that there is no such module


@cache
def version() -> str | None:
    """The version of flash-linear-attention, if its kernels can be had."""
    try:
        import_module("fla.ops.gated_delta_rule")
        return metadata.version("fla-core")
    except Exception:  # not installed, kept out, or without what it is built on
        return None
