"""What can go wrong, in the three kinds that a reply names."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike

# How libraries written in Rust, safetensors among them, word an error of the operating system.
SYSTEM_ERROR = re.compile(r"([^:(]+) \(os error \d+\)")


class InputError(Exception):
    """What was asked can't be done with what was given; the message says what would do."""


def _is_out_of_gpu_memory(error: BaseException) -> bool:
    # torch.OutOfMemoryError, by name: the server knows its errors before it has spent seconds on importing PyTorch.
    return isinstance(error, RuntimeError) and type(error).__name__ == "OutOfMemoryError"


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the exception says that the host's or the GPU's memory ran out."""
    if isinstance(error, MemoryError) or _is_out_of_gpu_memory(error):
        return True
    # PyTorch's CPU allocator raises a plain RuntimeError.
    return isinstance(error, RuntimeError) and "allocate memory" in str(error)


def _reason(error: BaseException) -> str | None:
    """Why the operating system refused, as ``permission denied``; None for other errors."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror[0].lower()}{error.strerror[1:]}"
    match = SYSTEM_ERROR.search(str(error))
    if match is None:
        return None
    reason = match[1].strip()
    return f"{reason[0].lower()}{reason[1:]}"


def refusal(error: BaseException) -> str | None:
    """Why the operating system refused and of which file, as ``permission denied for "a/b"``; None for other errors."""
    reason = _reason(error)
    if reason is None or not isinstance(error, OSError) or not error.filename:
        return reason
    return f'{reason} for "{error.filename}"'


@contextmanager
def writing(place: str | PathLike[str]) -> Iterator[None]:
    """What the operating system refuses in here is told with the place that is written to.

    Which disk is full is what a caller has to know; libraries leave it out.
    """
    try:
        yield
    except Exception as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise InputError(f'Cannot write "{place}": {reason}') from error


def describe(error: BaseException, op: str, memory_hint: str) -> dict[str, str]:
    """The reply's ``error`` for an exception: its kind ("memory", "input" or "internal") and one sentence.

    ``op`` is what was asked for; ``memory_hint`` names the setting that a caller may lower when memory runs out.
    """
    if isinstance(error, InputError):
        return {"kind": "input", "message": str(error)}
    if is_out_of_memory(error):
        where = "GPU memory" if _is_out_of_gpu_memory(error) else "memory"
        return {"kind": "memory", "message": f"Out of {where}: {memory_hint}"}
    refused = refusal(error)
    if refused is not None:
        return {"kind": "input", "message": f'Cannot serve "{op}": {refused}'}
    first_line = (str(error).splitlines() or [""])[0]
    return {"kind": "internal", "message": f"{type(error).__name__}: {first_line}"}
