"""How long things take, on a clock that nobody can set: the time of day may jump."""

import time

now = time.perf_counter


def since(moment: float) -> float:
    """Seconds since a moment that :data:`now` told; below 0 there is none, should a machine's clock go back after all."""
    return max(0.0, now() - moment)


def rate(count: int, seconds: float) -> float:
    """So many a second; 0 where no time has passed."""
    return count / seconds if seconds > 0 else 0.0
