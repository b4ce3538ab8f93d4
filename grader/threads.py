"""One thread for linear algebra in this process too: on small matrices two cost more than they bring."""

from __future__ import annotations

import os

from .worker.environment import ONE_THREAD


def use_one() -> None:
    """To be called before NumPy is imported; what the user has set stays."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
