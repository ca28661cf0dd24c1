"""The two ends of the pipe: JSON lines in, JSON lines out, everything else to the log."""

import json
import os
import queue
import shutil
import sys
import threading
from typing import Any, TextIO


class Channel:
    """Requests from standard input, replies to standard output.

    Whatever prints to standard output or standard error, native code included, ends in the log file instead.
    """

    def __init__(self, log: str, scratch: str) -> None:
        self._replies: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        log_file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(log_file, 1)
        os.dup2(log_file, 2)
        os.close(log_file)
        sys.stdout.reconfigure(line_buffering=True)
        self._scratch = scratch
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._read, name="requests", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            self._lines.put(line)
        # The other end is gone, perhaps in the middle of a step: nobody waits for its result, so leave at once.
        self.leave(0)

    def leave(self, status: int) -> None:
        """Removes the scratch folder and ends the process without waiting for its threads."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        os._exit(status)

    def receive(self) -> bytes:
        """Waits for the next line. Never returns once standard input has ended: the process does."""
        return self._lines.get()

    def send(self, message: dict[str, Any]) -> None:
        """Writes one line. A number that JSON can't hold (NaN, infinity) raises ValueError and writes nothing."""
        line = json.dumps(message, allow_nan=False)
        self._replies.write(line + "\n")
        self._replies.flush()
