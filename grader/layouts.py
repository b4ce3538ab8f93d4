"""Arrays in the learner's layout, where `dlgrade.toml` says that it is not the book's.

A check hands over and gets back the book's layout; what crosses the wall is turned round on the way, so that values,
gradients and known mistakes are judged alike in every layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..exercises.checking.exercise import Symbol
from .collect import Declared

GATED = ("Wx", "Wh", "b")
IMAGES = ((0, 2, 3, 1), (0, 3, 1, 2))  # N C H W -> N H W C, and back
FILTERS = ((2, 3, 1, 0), (3, 2, 0, 1))  # FN C FH FW -> FH FW C FN, and back


class Layout:
    """The book's layout: every array goes over, and comes back, as it is."""

    def made(self, name: str, array: Any) -> Any:
        """An argument of the constructor, in the learner's layout."""
        return array

    def unmade(self, name: str, array: Any) -> Any:
        """The same in the book's layout again."""
        return array

    def given(self, array: Any) -> Any:
        """An argument of a method, in the learner's layout."""
        return array

    def returned(self, array: Any) -> Any:
        """A result or a changed argument of a method, in the book's layout."""
        return array

    def kept(self, array: Any) -> Any:
        """What an attribute holds, in the book's layout."""
        return array

    def make(self, names: Sequence[str], args: Sequence[Any], call: Callable[..., Any]) -> Any:
        """Calls a constructor with the book's arguments; what is changed in place comes back changed."""
        handed = [self.made(name, arg) for name, arg in zip(names, args, strict=False)]
        result = call(*handed, *args[len(handed) :])
        _back(args, handed, [self.unmade(name, arg) for name, arg in zip(names, handed, strict=False)])
        return result

    def run(self, args: Sequence[Any], call: Callable[..., Any]) -> Any:
        """Calls a method with the book's arguments; its results and what is changed in place come back."""
        handed = [self.given(arg) for arg in args]
        result = _each(call(*handed), self.returned)
        _back(args, handed, [self.returned(arg) for arg in handed])
        return result

    def read(self, value: Any) -> Any:
        """An attribute: an array, or arrays in a list or a dictionary."""
        return _each(value, self.kept)


class GateOrder(Layout):
    """Columns of Wx, Wh and b, and of their gradients, in another order of the gates.

    Args:
        book: a letter for each gate, in the book's order.
        theirs: the same letters in the learner's order.
    """

    def __init__(self, book: str, theirs: str) -> None:
        self._to = [book.index(gate) for gate in theirs]
        self._from = [theirs.index(gate) for gate in book]
        self._width = 0

    def made(self, name: str, array: Any) -> Any:
        if name not in GATED or not isinstance(array, np.ndarray):
            return array
        self._width = array.shape[-1]
        return _blocks(array, self._to)

    def unmade(self, name: str, array: Any) -> Any:
        return _blocks(array, self._from) if name in GATED and isinstance(array, np.ndarray) else array

    def kept(self, array: Any) -> Any:
        """Only Wx, Wh, b and their gradients are as wide as all gates together."""
        gated = isinstance(array, np.ndarray) and array.ndim > 0 and array.shape[-1] == self._width
        return _blocks(array, self._from) if gated else array


class ChannelsLast(Layout):
    """Images N H W C and filters FH FW C FN, as TensorFlow has them, for the book's N C H W and FN C FH FW."""

    def made(self, name: str, array: Any) -> Any:
        return _turned(array, FILTERS[0])

    def unmade(self, name: str, array: Any) -> Any:
        return _turned(array, FILTERS[1])

    def given(self, array: Any) -> Any:
        return _turned(array, IMAGES[0])

    def returned(self, array: Any) -> Any:
        return _turned(array, IMAGES[1])

    def kept(self, array: Any) -> Any:
        return _turned(array, FILTERS[1])


def layout(symbol: Symbol, declared: Mapping[str, Declared]) -> Layout:
    """The layout of what a symbol makes."""
    said = declared.get(symbol.name, Declared())
    if said.gates:
        return GateOrder(symbol.gates, said.gates)
    return ChannelsLast() if said.channels == "last" else Layout()


def _blocks(array: Any, order: Sequence[int]) -> Any:
    """Equal blocks of columns in another order; an array that cannot be cut so is left for the checks to refuse."""
    if array.ndim == 0 or array.shape[-1] % len(order):
        return array
    blocks = np.split(array, len(order), axis=-1)
    return np.concatenate([blocks[place] for place in order], axis=-1)


def _turned(array: Any, axes: tuple[int, ...]) -> Any:
    if isinstance(array, np.ndarray) and array.ndim == len(axes):
        return np.ascontiguousarray(array.transpose(axes))
    return array


def _each(value: Any, turn: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: _each(part, turn) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_each(part, turn) for part in value)
    return turn(value)


def _back(ours: Sequence[Any], handed: Sequence[Any], changed: Sequence[Any]) -> None:
    """Gives our arguments what was done to the turned copies of them."""
    for mine, theirs, new in zip(ours, handed, changed, strict=False):
        if mine is not theirs and new.shape == mine.shape and new.tobytes() != np.ascontiguousarray(mine).tobytes():
            np.copyto(mine, new, casting="unsafe")
