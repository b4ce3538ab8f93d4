"""The clocks that learner code reads with `time`, which can be put forward: an answer is right at any hour."""

from __future__ import annotations

import time
from collections.abc import Callable

NAMES = ("time", "monotonic", "perf_counter", "process_time", "thread_time")
FORWARD = 100_000
"""Seconds: more than a day, by which the clocks go forward once."""

_ahead = 0


def install() -> None:
    """Puts clocks in the place of those of `time`; what was imported from it before keeps the old ones."""
    for name in NAMES:
        for unit, full in ((1, name), (10**9, f"{name}_ns")):
            if hasattr(time, full):
                setattr(time, full, _clock(getattr(time, full), unit))


def _clock(read: Callable[[], float], unit: int) -> Callable[[], float]:
    def now() -> float:
        return read() + _ahead * unit

    return now


def put_forward() -> None:
    """Puts all clocks forward."""
    global _ahead
    _ahead += FORWARD
