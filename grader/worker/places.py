"""Finds and sets what an object holds: an attribute, then keys or attributes of what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

NOTHING = object()
Path = list[Any]


def follow(value: Any, path: Path) -> Any:
    """Attribute, then keys or attributes: ["grads", "W"] is value.grads["W"]; NOTHING where it leads nowhere.

    A path ends at an array: its rows are nothing that an object holds.
    """
    found: Any = getattr(value, path[0], NOTHING)
    for key in path[1:]:
        if isinstance(found, np.ndarray):
            return NOTHING
        try:
            found = found[key]
        except (KeyError, IndexError, TypeError):
            found = getattr(found, key, NOTHING) if isinstance(key, str) else NOTHING
    return found


def put(value: Any, path: Path, new: Any) -> None:
    """Puts `new` where a path leads, in the place of what is there."""
    *above, last = path
    holder = follow(value, above) if above else value
    if not above or (isinstance(last, str) and not hasattr(holder, "__setitem__")):
        setattr(holder, last, new)
    else:
        holder[last] = new


def write(value: Any, paths: Sequence[Path], new: np.ndarray[Any, Any]) -> int | None:
    """Writes into the array that one of several paths leads to, and so into every layer that holds it too.

    Returns:
        The number of the path taken: the first with an array of that shape, but for axes of length 1, else the first
        that leads anywhere, where `new` itself is put; None if none does.
    """
    found = [(number, old) for number, path in enumerate(paths) if (old := follow(value, path)) is not NOTHING]
    for number, old in found:
        if _takes(old, new):
            old[...] = new.reshape(old.shape)
            return number
    for number, _ in found[:1]:
        put(value, paths[number], new)
        return number
    return None


def _takes(old: Any, new: np.ndarray[Any, Any]) -> bool:
    if not isinstance(old, np.ndarray) or old.dtype.kind != "f" or not old.flags.writeable:
        return False
    return [n for n in old.shape if n != 1] == [n for n in new.shape if n != 1] and old.size == new.size
