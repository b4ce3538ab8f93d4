"""Standard streams, also where whoever started this process has closed them, as timers and daemons do."""

from __future__ import annotations

import os
import sys


def fill() -> None:
    """Opens nothing in the place of a stream that is closed.

    The next file or socket would take its number, and what is meant for the stream would go there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # takes the lowest free number: this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
