"""Looking for cycles of garbage took a fifteenth of a grading's time, and next to none are found."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """For processes of ours alone: what comes new is looked through less often."""
    gc.set_threshold(20_000, 20, 20)
