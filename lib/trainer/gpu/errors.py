"""What can go wrong, in the three kinds that a reply names."""


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


def describe(error: BaseException, memory_hint: str) -> dict[str, str]:
    """The reply's ``error`` for an exception: its kind ("memory", "input" or "internal") and one sentence.

    ``memory_hint`` names the setting that a caller may lower when memory runs out.
    """
    if isinstance(error, InputError):
        return {"kind": "input", "message": str(error)}
    if is_out_of_memory(error):
        where = "GPU memory" if _is_out_of_gpu_memory(error) else "memory"
        return {"kind": "memory", "message": f"Out of {where}: {memory_hint}"}
    first_line = (str(error).splitlines() or [""])[0]
    return {"kind": "internal", "message": f"{type(error).__name__}: {first_line}"}
