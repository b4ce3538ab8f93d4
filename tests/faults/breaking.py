"""Breaks calls of this process at a chosen moment: the n-th one fails, or all from there on."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest


class Breaking:
    """Stands in the place of a function; the calls with these numbers fail, counted from 1.

    Args:
        function: what is really called.
        fails: whether a call of that number fails.
        act: raises, or breaks something and returns.
    """

    def __init__(self, function: Callable[..., Any], fails: Callable[[int], bool], act: Callable[..., None]) -> None:
        self.function, self.fails, self.act = function, fails, act
        self.calls = self.broken = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.fails(self.calls):
            self.broken += 1
            self.act(*args, **kwargs)
        return self.function(*args, **kwargs)

    def __get__(self, instance: Any, owner: type) -> Callable[..., Any]:
        """As a function does in a class."""
        return lambda *args, **kwargs: self(instance, *args, **kwargs)


def once(number: int) -> Callable[[int], bool]:
    """The call of that number fails, and no other."""
    return lambda call: call == number


def always(call: int) -> bool:
    """Every call fails."""
    return True


def raising(number: int, path: str | None = None) -> Callable[..., None]:
    """Raises as the system does."""

    def act(*args: Any, **kwargs: Any) -> None:
        raise OSError(number, os.strerror(number), path)

    return act


def breaks(
    patch: pytest.MonkeyPatch, owner: Any, name: str, fails: Callable[[int], bool], act: Callable[..., None]
) -> Breaking:
    """Puts the stand-in into a module or a class."""
    made = Breaking(getattr(owner, name), fails, act)
    patch.setattr(owner, name, made)
    return made


DISK = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
READING = (errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE)
