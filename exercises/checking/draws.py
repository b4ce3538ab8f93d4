"""Draws from NumPy's global generator that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

_kept = ContextVar("kept", default=False)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Within it NumPy's global generator starts from `seed`; afterwards it goes on where it was."""
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)


@contextmanager
def kept() -> Iterator[None]:
    """Leaves NumPy's global generator as it was, whatever is done within. Within another one it has nothing to do.

    To take the state and to put it back costs as much as many a check.
    """
    if _kept.get():
        yield
        return
    state, token = np.random.get_state(), _kept.set(True)
    try:
        yield
    finally:
        _kept.reset(token)
        np.random.set_state(state)
