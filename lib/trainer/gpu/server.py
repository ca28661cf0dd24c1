"""The subprocess: ``python -m gpu.server --log FILE --scratch FOLDER --device cpu|cuda [--threads N]``.

A request is one JSON line ``{"id": …, "op": …, …}``; its replies are ``{"id": …, "progress": …}`` any number of times and
then ``{"id": …, "result": …}`` or ``{"id": …, "error": {"kind": …, "message": …}}``. Requests are served in order.
"""

import argparse
import json
import os
import signal
import sys
import time
import traceback
from contextlib import suppress
from typing import Any

from . import clock, errors, fused_kernels, torch_settings
from .channel import Channel

STANDARD_ERROR = 2


def _log(text: str) -> None:
    # A log that can't be written, on a disk that is full, is no reason to stop: the reply says what went wrong.
    with suppress(OSError):
        os.write(STANDARD_ERROR, f"{time.strftime('%Y-%m-%dT%H:%M:%S')} {text}\n".encode())


def _request(line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise errors.InputError(f"Cannot read a request: {line[:80]!r} is not a line of JSON") from error
    if not isinstance(request, dict) or not isinstance(request.get("op"), str):
        raise errors.InputError(f'Cannot read a request: {line[:80]!r} has no "op"')
    return request


def main() -> None:
    """Serves requests until told to close or until standard input ends."""
    parser = argparse.ArgumentParser(prog="gpu.server")
    parser.add_argument("--log", required=True)
    parser.add_argument("--scratch", required=True)
    parser.add_argument("--device", required=True, choices=("cpu", "cuda"))
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    # Ctrl-C, and a batch system's request to stop, reach the whole process group; the client decides what they mean. This
    # process ends, and tidies up, when the client closes the pipe or is gone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        channel = Channel(options.log, options.scratch)
    except OSError as error:
        sys.exit(f"Cannot write the log: {errors.refusal(error) or error}")
    _log(f"start {' '.join(sys.argv)}")
    if options.device == "cpu":
        fused_kernels.keep_out()
    else:
        torch_settings.configure(os.environ)
    from .operations import Operations  # after the log is in place: importing PyTorch may print

    operations = Operations(options.scratch, options.device, options.threads)
    while not operations.closed:
        identity, op, failure = None, "", None
        try:
            request = _request(channel.receive())
            identity, op = request.get("id"), request["op"]
            started = clock.now()
            result = operations.run(op, request, lambda values: channel.send({"id": identity, "progress": values}))
            channel.send({"id": identity, "result": result})
            _log(f"{op} took {clock.since(started):.3f} s")
        except Exception as error:  # any failure is the reply to its request, and the next one is served
            _log(traceback.format_exc())
            failure = errors.describe(error, op, operations.memory_hint)
        if failure is not None:  # the exception is gone by now, and with it the tensors that its frames held
            operations.after_failure()
            channel.send({"id": identity, "error": failure})
    _log("close")
    channel.leave(0)


if __name__ == "__main__":
    main()
